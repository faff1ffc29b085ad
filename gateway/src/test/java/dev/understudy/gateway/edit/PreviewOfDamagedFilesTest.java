package dev.understudy.gateway.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.named.StudentFiles;
import dev.understudy.gateway.recent.SampleEntries;
import dev.understudy.rules.command.RulesCommand;
import dev.understudy.sink.parquet.ExchangeRow;
import dev.understudy.sink.parquet.TableFileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Previews of rules go on without files that cannot be read. */
class PreviewOfDamagedFilesTest {
  @TempDir private Path folder;

  @Test
  void theRestIsPlayedAndTheDamagedFileNamed() throws Exception {
    stored("a", 1);
    Path damaged = stored("b", 2);
    try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
      file.seek(4); // where the first column begins
      file.write(new byte[256]);
    }
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            version: 1
            upstreams: {gpt: {url: "http://127.0.0.1:1/v1"}}
            routes: [{name: all, match: {path: /v1/chat/completions}, teacher: gpt}]
            """);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int status =
        new CommandLine(new RulesCommand(new StudentFiles(), StoredCaptures::at))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "preview",
                rules.toString(),
                rules.toString(),
                "--captures",
                folder.resolve("captures").toString());

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .startsWith("1 request in 1 file ")
        .contains("Left out, so that their requests are missing here: 1 file.")
        .contains("  " + damaged + ": cannot be read: not a whole Parquet file: column request_id");
  }

  private Path stored(String segment, int number) throws IOException {
    Path file =
        folder.resolve("captures/exchanges/date=2026-01-31/hour=12/g-" + segment + ".parquet");
    Files.createDirectories(file.getParent());
    Exchange exchange = SampleEntries.exchange(number, Role.PRIMARY, "all");
    try (TableFileWriter writer = TableFileWriter.create(file, Table.EXCHANGES, "g", segment)) {
      writer.write(new ExchangeRow(exchange, WireReader.withoutTokenEstimates().read(exchange)));
    }
    return file;
  }
}
