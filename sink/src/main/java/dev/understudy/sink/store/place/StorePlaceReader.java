package dev.understudy.sink.store.place;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a place on the command line. */
public final class StorePlaceReader implements ITypeConverter<StorePlace> {
  @Override
  public StorePlace convert(String text) {
    try {
      return StorePlace.parse(text);
    } catch (IllegalArgumentException neither) {
      throw new TypeConversionException(String.valueOf(neither.getMessage()));
    }
  }
}
