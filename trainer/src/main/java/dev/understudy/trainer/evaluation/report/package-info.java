/** Reports on systems, for machines and people: JSON, Markdown, one page of HTML. */
@NullMarked
package dev.understudy.trainer.evaluation.report;

import org.jspecify.annotations.NullMarked;
