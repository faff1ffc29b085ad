/**
 * Builds training sets as one YAML file describes them. Everything lies in one folder:
 *
 * <pre>
 *   out/NAME/          a finished set: its exports, data card, manifest, and what became of every row
 *   out/frozen/        the test sets, which never change once made
 *   out/work/          what the stages made, for the next build to go on from
 * </pre>
 */
@NullMarked
package dev.understudy.trainer.build;

import org.jspecify.annotations.NullMarked;
