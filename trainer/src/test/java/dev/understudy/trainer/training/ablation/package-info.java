@NullMarked
package dev.understudy.trainer.training.ablation;

import org.jspecify.annotations.NullMarked;
