@NullMarked
package dev.understudy.student.ngram;

import org.jspecify.annotations.NullMarked;
