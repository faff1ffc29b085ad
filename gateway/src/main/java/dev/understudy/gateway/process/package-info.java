/** Lets a command serve in the foreground until it is told to stop, and do work aside. */
@NullMarked
package dev.understudy.gateway.process;

import org.jspecify.annotations.NullMarked;
