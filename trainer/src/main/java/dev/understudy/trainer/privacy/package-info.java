/**
 * Keeps out of training sets what must not be learned or passed on: takes it out of examples, and
 * looks for credentials in what was written.
 *
 * <pre>{@code
 * privacy:
 *   redact: [email, phone, api_key, jwt, private_key]   # or all, or none (default), or a map:
 *   # redact: {find: [email], patterns: {TICKET: "TICK-[0-9]+"}, phone_regions: [US, DE]}
 *   secrets: fail                                       # default; or warn
 * }</pre>
 */
@NullMarked
package dev.understudy.trainer.privacy;

import org.jspecify.annotations.NullMarked;
