/** What a student is sent, when it is asked at all, and whether its answer may be served. */
@NullMarked
package dev.understudy.gateway.student;

import org.jspecify.annotations.NullMarked;
