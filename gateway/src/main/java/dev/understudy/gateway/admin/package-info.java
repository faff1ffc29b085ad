/** Health, metrics, feedback, the kill switch and the console page. */
@NullMarked
package dev.understudy.gateway.admin;

import org.jspecify.annotations.NullMarked;
