package dev.understudy.trainer.evaluation.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.Measured;
import dev.understudy.trainer.evaluation.judge.Judged;
import dev.understudy.trainer.evaluation.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as JSON: an object of the subject's {@code accuracy} (null without gold), the version of
 * this format, {@code format}, the {@code verdict} (null where none was asked for), what a judge
 * said, {@code judged} (likewise), and the report, {@code report}, whose keys are the components of
 * {@link EvaluationReport} in their order, in small letters parted by underscores. What was not
 * measured is null. Numbers have six digits that count.
 */
public final class EvaluationJson {
  /** The version of the format. */
  public static final int FORMAT = 1;

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .addModule(
              new SimpleModule()
                  .addSerializer(new Rounded(Double.class))
                  .addSerializer(new Rounded(Double.TYPE)))
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private EvaluationJson() {}

  /** The report in JSON, indented, a line end last; the same report gives the same text. */
  public static String write(
      EvaluationReport report, @Nullable Verdict verdict, @Nullable Judged judged) {
    Measured accuracy = report.subjectFigures().accuracy();
    Envelope envelope =
        new Envelope(
            accuracy == null ? null : accuracy.value(),
            FORMAT,
            verdict == null ? null : Decided.of(verdict),
            judged,
            report);
    try {
      return WRITER.writeValueAsString(envelope) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private record Envelope(
      @Nullable Double accuracy,
      int format,
      @Nullable Decided verdict,
      @Nullable Judged judged,
      EvaluationReport report) {}

  private record Decided(String word, List<Found> findings) {
    static Decided of(Verdict verdict) {
      return new Decided(
          verdict.word(),
          verdict.findings().stream()
              .map(each -> new Found(each.isMet(), each.requirement(), each.found()))
              .toList());
    }
  }

  private record Found(boolean met, String requirement, String found) {}

  /** The last bits of sums never show. */
  private static final class Rounded extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;
    private static final MathContext SIX_DIGITS = new MathContext(6);

    Rounded(Class<Double> type) {
      super(type);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(new BigDecimal(value).round(SIX_DIGITS).doubleValue());
    }
  }
}
