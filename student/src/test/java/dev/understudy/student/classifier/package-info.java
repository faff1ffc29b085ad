@NullMarked
package dev.understudy.student.classifier;

import org.jspecify.annotations.NullMarked;
