/** The models that are loaded, by name, and the folders they come from. */
@NullMarked
package dev.understudy.student.serving.shelf;

import org.jspecify.annotations.NullMarked;
