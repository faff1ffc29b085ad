/** Asks upstreams that speak as OpenAI's moderations do whether texts are harmful. */
@NullMarked
package dev.understudy.gateway.moderation;

import org.jspecify.annotations.NullMarked;
