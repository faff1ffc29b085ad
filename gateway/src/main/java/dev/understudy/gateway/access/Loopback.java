package dev.understudy.gateway.access;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells which addresses this machine alone can call. */
public final class Loopback {
  private Loopback() {}

  /** Whether a port bound to that host is out of reach of other machines; may ask the resolver. */
  public static boolean holds(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
