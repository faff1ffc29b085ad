/**
 * A practice teacher: recorded answers, served over the API that the real teacher has; and an
 * application that asks again what was asked once.
 *
 * <p>An answers file has one JSON object per line:
 *
 * <pre>{@code
 * {"model": "gpt-4", "messages": [{"role": "user", "content": "Is it?"}], "answer": "Yes."}
 * }</pre>
 *
 * {@code messages} and {@code answer} are required ({@code answer} may be missing where {@code
 * tool_calls} stands). {@code model} is who answered; {@code finish_reason} and {@code usage} are
 * served as they stand where given. Any other member is ignored.
 */
@NullMarked
package dev.understudy.gateway.practice;

import org.jspecify.annotations.NullMarked;
