@NullMarked
package dev.understudy.student.safetensors;

import org.jspecify.annotations.NullMarked;
