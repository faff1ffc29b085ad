@NullMarked
package dev.understudy.rules.router;

import org.jspecify.annotations.NullMarked;
