/** Has an OpenID provider tell who people are. */
@NullMarked
package dev.understudy.gateway.access.oidc;

import org.jspecify.annotations.NullMarked;
