/** Health, metrics, accounting, and routes looked at and moved by hand. */
@NullMarked
package dev.understudy.gateway.admin;

import org.jspecify.annotations.NullMarked;
