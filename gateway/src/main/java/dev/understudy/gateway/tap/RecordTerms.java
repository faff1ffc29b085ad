package dev.understudy.gateway.tap;

import dev.understudy.exchange.Entry;
import dev.understudy.rules.decision.Unrecorded;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of one request.
 *
 * @param unrecorded why nothing is, or null
 * @param redaction takes out of records what must not be stored, or null where nothing is to be
 *     taken out; slow, and not for event loops
 */
public record RecordTerms(
    @Nullable Unrecorded unrecorded, @Nullable UnaryOperator<Entry> redaction) {}
