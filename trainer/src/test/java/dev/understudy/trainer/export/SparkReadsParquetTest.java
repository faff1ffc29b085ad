package dev.understudy.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.spark.Sparks;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkReadsParquetTest {
  @TempDir Path folder;

  @Test
  void sparkReadsParquetsListsOfMessages() throws Exception {
    SparkSession spark = Sparks.start("local[1]"); // left to whoever else uses it in this process
    Exported exported =
        Exported.of(
            folder,
            ExportFormat.PARQUET,
            TestExamples.of("r1", TestExamples.WITH_TOOLS, TestExamples.TOOLS, "Rain.", null));

    Dataset<Row> read = spark.read().parquet(exported.file().toString());

    assertThat(read.schema().toDDL())
        .isEqualTo(
            "id STRING,route STRING,label STRING,provenance STRING,weight DOUBLE,input STRING,"
                + "answer STRING,messages ARRAY<STRUCT<role: STRING, content: STRING, name: STRING,"
                + " tool_call_id: STRING, tool_calls: ARRAY<STRUCT<id: STRING, type: STRING,"
                + " function: STRUCT<name: STRING, arguments: STRING>>>>>,tools STRING");
    assertThat(read.selectExpr("messages[2].tool_calls[0].function.arguments", "answer").first())
        .hasToString("[{\"city\":\"Oslo\"},Rain.]");
  }
}
