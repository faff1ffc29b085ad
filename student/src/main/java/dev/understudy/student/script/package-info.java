/**
 * Runs TorchScript that is written here, so that a whole network is one call into PyTorch.
 *
 * <p>A program is the source text of one TorchScript module without parameters. An archive is a
 * stored zip, as {@code torch.jit.save} would write it:
 *
 * <pre>
 * program/data.pkl                        a pickle of one object of the module's class
 * program/code/__torch__.py               the source text
 * program/constants.pkl                   a pickle of an empty tuple
 * program/version                         the version of PyTorch's operations the text was written for
 * </pre>
 */
@NullMarked
package dev.understudy.student.script;

import org.jspecify.annotations.NullMarked;
