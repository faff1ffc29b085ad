package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A port's certificate; HTTP/2 is offered by ALPN.
 *
 * @param certificate the PEM file of the certificate chain, leaf first
 * @param key the PEM file of its private key
 */
public record TlsSettings(Path certificate, Path key) {
  static final String UNREADABLE = "must be a file that exists and can be read";

  static TlsSettings read(Section in, Path folder) {
    Scalar<Path> file = Scalar.path(folder).where(Files::isReadable, UNREADABLE);
    return new TlsSettings(in.required("certificate", file), in.required("key", file));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("certificate", certificate.toString());
    keys.put("key", key.toString());
    return keys;
  }
}
