package dev.understudy.trainer.evaluation.recorded;

import dev.understudy.trainer.evaluation.TestSystem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A system whose answers were recorded: a teacher with one of its prompts, for example.
 *
 * @param system its name and role
 * @param file the CSV that has them
 * @param column the column of its answers
 * @param model the model's name, by which tokens are estimated, or null
 * @param prompt what it was asked, or null where tokens are not to be estimated
 */
public record RecordedSystem(
    TestSystem system,
    Path file,
    String column,
    @Nullable String model,
    @Nullable InputPrompt prompt) {}
