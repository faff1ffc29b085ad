/** An upstream that answers as told and remembers what it got. */
@NullMarked
package dev.understudy.deploy.upstream;

import org.jspecify.annotations.NullMarked;
