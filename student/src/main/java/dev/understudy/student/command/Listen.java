package dev.understudy.student.command;

import io.vertx.core.net.HostAndPort;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where to listen: {@code 127.0.0.1:9000}, {@code localhost:0}, {@code [::1]:9000}. */
final class Listen implements ITypeConverter<HostAndPort> {
  @Override
  public HostAndPort convert(String value) {
    HostAndPort read = HostAndPort.parseAuthority(value, -1);
    if (read == null || read.port() < 0 || read.port() > 65535 || read.host().isEmpty()) {
      throw new TypeConversionException(
          "must be HOST:PORT, such as 127.0.0.1:9000, got '" + value + "'");
    }
    return read;
  }
}
