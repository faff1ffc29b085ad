/** The program with its captures and its ledger in a bucket of S3. */
@NullMarked
package dev.understudy.deploy.s3;

import org.jspecify.annotations.NullMarked;
