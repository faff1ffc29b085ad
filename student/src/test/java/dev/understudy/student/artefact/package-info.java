@NullMarked
package dev.understudy.student.artefact;

import org.jspecify.annotations.NullMarked;
