/** The upstream of every benchmark: answers as asked, at the least cost. */
@NullMarked
package dev.understudy.bench.teacher;

import org.jspecify.annotations.NullMarked;
