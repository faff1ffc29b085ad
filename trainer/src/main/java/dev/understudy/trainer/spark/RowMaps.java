package dev.understudy.trainer.spark;

import dev.understudy.trainer.example.Example;
import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Does something with each example, in plain Java, where the rows are. */
public final class RowMaps {
  private RowMaps() {}

  /** Makes what works on the examples of one partition, there: it need not be sent. */
  public interface Worker extends Supplier<UnaryOperator<Example>>, Serializable {}

  /** The rows of what the worker makes of each example. */
  public static Dataset<Row> mapped(Dataset<Row> rows, Worker worker) {
    MapPartitionsFunction<Row, Row> mapping =
        partition -> {
          UnaryOperator<Example> operator = worker.get();
          return new Iterator<Row>() {
            @Override
            public boolean hasNext() {
              return partition.hasNext();
            }

            @Override
            public Row next() {
              return ExampleRows.row(operator.apply(ExampleRows.example(partition.next())));
            }
          };
        };
    return rows.mapPartitions(mapping, ExampleRows.encoder());
  }
}
