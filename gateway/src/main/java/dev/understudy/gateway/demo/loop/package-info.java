/**
 * The demo's second half: from captures to a training set, a student, and a canary, by the commands
 * and edits that a user would make.
 */
@NullMarked
package dev.understudy.gateway.demo.loop;

import org.jspecify.annotations.NullMarked;
