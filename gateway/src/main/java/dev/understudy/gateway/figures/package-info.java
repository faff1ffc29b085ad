/** What is counted and timed of each route, now and over the last day, for people to look at. */
@NullMarked
package dev.understudy.gateway.figures;

import org.jspecify.annotations.NullMarked;
