/** Official clients behave behind the gateway as they do without it. */
@NullMarked
package dev.understudy.deploy.clients;

import org.jspecify.annotations.NullMarked;
