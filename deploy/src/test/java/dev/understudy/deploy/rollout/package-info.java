/** Gateways in processes of their own between a teacher and students, under rules that move. */
@NullMarked
package dev.understudy.deploy.rollout;

import org.jspecify.annotations.NullMarked;
