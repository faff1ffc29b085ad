package dev.understudy.rules.decision;

import dev.understudy.rules.request.ApiPath;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import org.jspecify.annotations.Nullable;

/** Tells whether a student may see a request: one that stands for itself and acts on nothing. */
public final class Eligibility {
  private Eligibility() {}

  /**
   * Why the request is kept from students, by its head alone; null where its head is no reason.
   * Allocates nothing.
   */
  public static @Nullable Withheld withheldByHead(RequestFacts request) {
    return request.method().equals("POST") && ApiPath.isCall(request.path())
        ? null
        : Withheld.NOT_A_CALL;
  }

  /**
   * Why the request, whose body was read if its head is no reason already, is kept from students;
   * null where it is not. Allocates nothing.
   */
  public static @Nullable Withheld withheld(RequestFacts request) {
    Withheld byHead = withheldByHead(request);
    if (byHead != null) {
      return byHead;
    }
    RequestBody body = request.body();
    if (body == null) {
      return Withheld.NOT_JSON;
    }
    return body.state() == null ? null : Withheld.STATEFUL;
  }
}
