/** The console in a real browser, in front of a real gateway. */
@NullMarked
package dev.understudy.deploy.browser;

import org.jspecify.annotations.NullMarked;
