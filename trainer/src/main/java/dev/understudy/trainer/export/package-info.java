/**
 * Files that trainers of others read: a folder for each format, in it a file for each part of the
 * split.
 */
@NullMarked
package dev.understudy.trainer.export;

import org.jspecify.annotations.NullMarked;
