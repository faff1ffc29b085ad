package dev.understudy.gateway.access;

/** How calls travel to the admin port. */
public enum Transport {
  /** Readable on the way. */
  CLEARTEXT,
  /** Encrypted, by a certificate of the port's own. */
  TLS
}
