/**
 * Watches the evidence, steps shares along, rolls back; keeps the ledger.
 *
 * <p>What all gateways agree on is one small object in the store, {@code ledger/rollouts.json}:
 *
 * <pre>{@code
 * {"version": 1,
 *  "rollouts": [{
 *    "route": "moderation", "fingerprint": "1f0c22ab90de",
 *    "state": "running", "share": "0.05",
 *    "rules": {"share": "0.01", "steps": ["0.01", "0.05", "1"]},
 *    "generation": 1, "step": 2,
 *    "begun": "2026-01-31T07:00:00Z", "since": "2026-01-31T07:15:00Z",
 *    "by": "evidence at gateway-0", "reason": "within all limits after 420 observations",
 *    "evidence": {"gateway-0/5eedc0de": {"at": "2026-01-31T07:16:01Z", "step": 2, "metrics": [
 *      {"seen": 120, "bad": 2, "slices": [[177012345, 177012347, 540, 9]]}]}}
 *  }],
 *  "audit": [{"at": "2026-01-31T07:15:00Z", "route": "moderation", "action": "promote",
 *    "from": "0.01", "to": "0.05", "by": "evidence at gateway-0", "reason": "..."}]
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@code fingerprint}: of the student, the comparison and the gate; evidence about another
 *       fingerprint says nothing about this one.
 *   <li>{@code share}: the share in force; {@code rules}: share and steps of the rules from which
 *       it began. A change of those in the rules' file drops the step.
 *   <li>{@code generation}: counts how often the evidence began anew, at {@code begun}; {@code
 *       step}: counts the moves of the share, the last one {@code since}.
 *   <li>{@code evidence}: by gateway and run, what it observed: for each metric of the gate the
 *       counts of the current step, and by window of ten seconds {@code [first, last, seen, bad]}.
 * </ul>
 *
 * <p>A reader passes over fields that it does not know.
 */
@NullMarked
package dev.understudy.gateway.rollout;

import org.jspecify.annotations.NullMarked;
