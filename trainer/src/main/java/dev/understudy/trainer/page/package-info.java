/** What pages for people are made of: HTML that loads and runs nothing, tables, charts, texts. */
@NullMarked
package dev.understudy.trainer.page;

import org.jspecify.annotations.NullMarked;
