package dev.understudy.gateway.launch;

import dev.understudy.exchange.Entry;
import dev.understudy.gateway.rehearsal.RehearsalTerms;
import dev.understudy.gateway.student.Guard;
import dev.understudy.gateway.upstream.Destination;
import io.micrometer.core.instrument.Counter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One route, ready to be played.
 *
 * @param fingerprint of its student, comparison and gate, under which evidence counts
 * @param teacher where its teacher is
 * @param student where its student is, or null
 * @param serving keeps a failing student from being asked to serve; null without a student
 * @param shadow how the student rehearses, or null
 * @param echo how the teacher is asked a second time, or null
 * @param escalated how answers that were withheld are compared, or null
 * @param standards what is asked of its answers
 * @param redaction takes out of its records what must not be stored, or null
 * @param toTeacher counts the requests dealt to the teacher
 * @param toStudent counts the requests dealt to the student
 */
record RoutePlay(
    String fingerprint,
    Destination teacher,
    @Nullable Destination student,
    @Nullable Guard serving,
    @Nullable RehearsalTerms shadow,
    @Nullable RehearsalTerms echo,
    @Nullable RehearsalTerms escalated,
    Standards standards,
    @Nullable UnaryOperator<Entry> redaction,
    Counter toTeacher,
    Counter toStudent) {}
