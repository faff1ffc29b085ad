package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.Scalar;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** The gateway's name in records and file names. */
final class Instance {
  /** A name that makes a visible file: readers of folders skip those that begin otherwise. */
  static final Scalar<String> NAME =
      Scalar.NAME.where(
          text -> Character.isLetterOrDigit(text.charAt(0)), "must begin with a letter or digit");

  private static final String UNKNOWN = "gateway";

  private Instance() {}

  /** The host's name, made fit: from {@code HOSTNAME}, else as the machine calls itself. */
  static String name(Map<String, String> environment) {
    String host = environment.getOrDefault("HOSTNAME", "");
    return sanitised(host.isBlank() ? machine() : host);
  }

  static String sanitised(String host) {
    String name = host.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
    return name.isEmpty() ? UNKNOWN : name.substring(0, Math.min(64, name.length()));
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return UNKNOWN;
    }
  }
}
