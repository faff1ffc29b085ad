/**
 * A trained student on disk: what it is, how it reads and answers, and its weights.
 *
 * <p>A student is a folder. {@code student.json} says what it is and lists every other file with
 * its length and SHA-256, so that a folder is whole or refused:
 *
 * <pre>{@code
 * {"format":"understudy-student","version":1,"kind":"classifier",
 *  "name":"moderation","model_version":"20261126-3f9c2a1b","created":"2026-11-26T12:00:00Z",
 *  "classifier":{...},
 *  "provenance":{"set":"E","rows":5000,"seed":7,...},
 *  "inputs":{...},
 *  "files":{"prompts.json":{"bytes":812,"sha256":"..."},
 *           "weights.safetensors":{"bytes":4194400,"sha256":"..."}}}
 * }</pre>
 *
 * <p>{@code inputs} says how the inputs of the training set are spread. It may be missing; what is
 * in it is for those who watch requests, not for the student itself.
 *
 * <p>Folders are written under a temporary name beside, synced, then renamed: what bears the name
 * is whole.
 */
@NullMarked
package dev.understudy.student.artefact;

import org.jspecify.annotations.NullMarked;
