/** Shows a data card as one page of HTML that loads nothing and runs nothing. */
@NullMarked
package dev.understudy.trainer.card.page;

import org.jspecify.annotations.NullMarked;
