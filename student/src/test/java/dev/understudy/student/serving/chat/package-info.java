@NullMarked
package dev.understudy.student.serving.chat;

import org.jspecify.annotations.NullMarked;
