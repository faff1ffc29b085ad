@NullMarked
package dev.understudy.student.script;

import org.jspecify.annotations.NullMarked;
