/** Tests of what installs Understudy: manifests, images, the compose file, the unit. */
@NullMarked
package dev.understudy.k8s;

import org.jspecify.annotations.NullMarked;
