package dev.understudy.trainer.filter;

import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Speaks against answers that are not the JSON they are to be. */
final class JsonFilter implements Filter {
  private final FilterSettings.Json settings;
  private final @Nullable AnswerSchema schema;

  JsonFilter(FilterSettings.Json settings) {
    this.settings = settings;
    this.schema = settings.schema() == null ? null : AnswerSchema.of(settings.schema());
  }

  @Override
  public @Nullable Drop judge(Example example) {
    String answer = Said.answer(example.target());
    if (answer == null) {
      return null;
    }
    JsonText json = JsonText.of(answer);
    if (json.value() == null) {
      return Filter.drop("not_json", null);
    }
    if (json.fenced() && !settings.fenced()) {
      return Filter.drop("json_fenced", null);
    }
    if (schema == null) {
      return null;
    }
    List<String> off = schema.offPlaces(json.value());
    return off.isEmpty() ? null : Filter.drop("off_schema", off.size() + " places off the schema");
  }
}
