package dev.understudy.sink.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.Usage;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.parquet.rows.Footer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeFileTest {
  private Path file;

  @BeforeEach
  void chooseFile(@TempDir Path folder) {
    file = folder.resolve("rows.parquet");
  }

  private Origin write(List<ExchangeRow> rows) throws IOException {
    try (TableFileWriter writer =
        TableFileWriter.create(file, Table.EXCHANGES, "gateway-0", "segment-1")) {
      for (ExchangeRow row : rows) {
        writer.write(row);
      }
      return writer.origin();
    }
  }

  private List<GenericRecord> read() throws IOException {
    try (Stream<GenericRecord> rows = ExchangeRows.read(file)) {
      return rows.toList();
    }
  }

  @Test
  void aRowTellsEverythingThatWasSeenAndRead() throws IOException {
    byte[] request = "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
    byte[] response = {(byte) 0xFF, 0, 1};
    Exchange exchange = SampleExchanges.of(new UUID(1, 2), SampleExchanges.NOON, request, response);
    Reading reading =
        new Reading(
            "chat",
            new Prompt("gpt-4", 0.5, 0.9, 100L, true, "u", "[]", "user: ümläut"),
            new Answer(
                "gpt-4-0613",
                "yes",
                "[{}]",
                "[1,2]",
                "stop",
                "{\"l\":1}",
                new Usage(1L, 2L, 3L, 4L, true),
                "overloaded"),
            new Reading.Text(request, true),
            new Reading.Text(response, false));

    write(List.of(new ExchangeRow(exchange, reading)));

    String[] expected = {
      "request_id=00000000-0000-0001-0000-000000000002",
      "exchange_id=00000000-0000-0001-0000-000000000002",
      "role=primary",
      "received_at=1769860800123456",
      "instance=gateway-0",
      "rules_version=r-1",
      "route=default",
      "launch=teacher",
      "bucket=null",
      "app=app",
      "user_pseudonym=null",
      "session=null",
      "tags=null",
      "upstream=gpt-4",
      "may_train=null",
      "method=POST",
      "path=/v1/chat/completions",
      "api=chat",
      "model_requested=gpt-4",
      "model_served=gpt-4-0613",
      "temperature=0.5",
      "top_p=0.9",
      "max_tokens=100",
      "stream=true",
      "messages=[]",
      "input=user: ümläut",
      "output=yes",
      "choices=[1,2]",
      "tool_calls=[{}]",
      "finish_reason=stop",
      "logprobs={\"l\":1}",
      "input_tokens=1",
      "output_tokens=2",
      "cached_tokens=3",
      "reasoning_tokens=4",
      "tokens_estimated=true",
      "cost_usd=null",
      "status=200",
      "outcome=complete",
      "error=overloaded",
      "first_byte_ms=12.0",
      "duration_ms=40.0",
      "request_headers=[[\"content-type\",\"application/json\"],[\"x-app\",\"a\\\"b\"]]",
      "response_headers=[[\"content-type\",\"application/json\"]]",
      "request_body={\"messages\":[]}",
      "request_body_encoding=null",
      "request_bytes=15",
      "request_sha256=null",
      "response_body=" + Base64.getEncoder().encodeToString(response),
      "response_body_encoding=base64",
      "response_bytes=3",
      "response_sha256=null",
      "body_truncated=false",
      "confidence=null"
    };
    GenericRecord row = read().get(0);
    List<String> told = new ArrayList<>();
    row.getSchema().getFields().forEach(f -> told.add(f.name() + "=" + row.get(f.name())));
    assertThat(told).containsExactly(expected);
  }

  @Test
  void aBodyKeptByDigestAloneIsNullWithItsLengthAndDigest() throws IOException {
    Body digest = new Body(List.of(), 77, false, "ab".repeat(32));
    Exchange exchange =
        SampleExchanges.of(new UUID(1, 2), SampleExchanges.NOON, digest, Body.EMPTY);

    write(List.of(new ExchangeRow(exchange, SampleExchanges.unread(exchange))));

    GenericRecord row = read().get(0);
    assertThat(row.get("request_body")).isNull();
    assertThat(row.get("request_bytes")).isEqualTo(77L);
    assertThat(row.get("request_sha256")).hasToString("ab".repeat(32));
    assertThat(row.get("response_body")).hasToString("");
  }

  @Test
  void anyExchangesComeBackInOrderOverSeveralRowGroups() throws IOException {
    SampleExchanges samples = new SampleExchanges(11);
    List<ExchangeRow> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      Exchange exchange = samples.any();
      rows.add(new ExchangeRow(exchange, SampleExchanges.unread(exchange)));
    }

    write(rows);

    List<GenericRecord> read = read();
    assertThat(read).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      ExchangeRow row = rows.get(i);
      GenericRecord back = read.get(i);
      assertThat(back.get("exchange_id")).hasToString(row.exchange().exchangeId().toString());
      assertThat(back.get("route")).hasToString(row.exchange().route());
      assertThat(back.get("role")).hasToString(row.exchange().role().word());
      String body = String.valueOf(back.get("response_body"));
      if (row.exchange().responseBody().sha256() == null) {
        byte[] bytes =
            back.get("response_body_encoding") == null
                ? body.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(body);
        assertThat(bytes).isEqualTo(row.reading().responseText().bytes());
      }
    }
  }

  @Test
  void theFooterTellsWhereTheRowsCameFrom() throws IOException {
    Exchange exchange = new SampleExchanges(12).small();

    Origin written = write(List.of(new ExchangeRow(exchange, SampleExchanges.unread(exchange))));

    assertThat(written.rows()).isEqualTo(1);
    assertThat(written.segment()).isEqualTo("segment-1");
    try (var channel = Files.newByteChannel(file)) {
      assertThat(Footer.read(channel).origin()).isEqualTo(written);
    }
  }

  @Test
  void whatIsNoParquetFileIsRefused() throws IOException {
    Files.writeString(file, "something else");

    try (var channel = Files.newByteChannel(file)) {
      assertThatThrownBy(() -> Footer.read(channel).origin())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not a whole Parquet file");
    }
  }
}
