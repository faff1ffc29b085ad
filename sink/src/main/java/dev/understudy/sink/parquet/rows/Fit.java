package dev.understudy.sink.parquet.rows;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Whether rows with some columns can be written into a file with others without a loss: the file
 * has all of theirs, of the same kind, and those it has beside them may be null.
 *
 * @param problem what stands against it, or null
 */
public record Fit(@Nullable String problem) {

  /** Tells of rows with the columns {@code have} and a file with the columns {@code want}. */
  public static Fit of(MessageType have, MessageType want) {
    for (Type column : have.getFields()) {
      String name = column.getName();
      if (!want.containsField(name)) {
        return new Fit("column " + name + " is not known to this version");
      }
      Type there = want.getType(name);
      if (!there.isPrimitive()
          || !column.isPrimitive()
          || there.asPrimitiveType().getPrimitiveTypeName()
              != column.asPrimitiveType().getPrimitiveTypeName()) {
        return new Fit("column " + name + " is of another kind");
      }
      if (there.isRepetition(Type.Repetition.REQUIRED)
          && !column.isRepetition(Type.Repetition.REQUIRED)) {
        return new Fit("column " + name + " may be null");
      }
    }
    for (Type column : want.getFields()) {
      if (column.isRepetition(Type.Repetition.REQUIRED) && !have.containsField(column.getName())) {
        return new Fit("column " + column.getName() + " is missing");
      }
    }
    return new Fit(null);
  }
}
