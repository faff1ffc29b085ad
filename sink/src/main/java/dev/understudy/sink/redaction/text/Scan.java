package dev.understudy.sink.redaction.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks over texts once and wakes, at each anchor, the detectors that asked for it. Where a text
 * spells characters in other ways, it walks over the {@linkplain Unveiling plain spelling} too.
 * Immutable.
 */
public final class Scan {
  private static final int ASCII = 128;
  private static final Anchored[] NOBODY = {};

  /** What may begin another spelling; bit by bit for the ASCII characters. */
  private static final boolean[] VEILS = new boolean[ASCII];

  static {
    VEILS['\\'] = true;
    VEILS['%'] = true;
    VEILS['&'] = true;
  }

  private final Anchored[][] byAnchor = new Anchored[ASCII][];
  private final Anchored[] all;

  /** A walk for those detectors. */
  public Scan(List<? extends Anchored> detectors) {
    this.all = detectors.toArray(new Anchored[0]);
    for (char anchor = 0; anchor < ASCII; anchor++) {
      List<Anchored> woken = new ArrayList<>();
      for (Anchored each : detectors) {
        if (each.anchors().indexOf(anchor) >= 0) {
          woken.add(each);
        }
      }
      byAnchor[anchor] =
          woken.isEmpty() && !VEILS[anchor] ? NOBODY : woken.toArray(new Anchored[0]);
    }
  }

  /** Reports all that is found in the text; what is found may overlap. */
  public void over(Text text, Finds finds) {
    if (all.length == 0) {
      return;
    }
    if (walk(text, finds)) {
      Text plain = Unveiling.of(text);
      if (plain != null) {
        walk(plain, finds);
      }
    }
  }

  /** Whether there may be characters that are spelled in another way. */
  private boolean walk(Text text, Finds finds) {
    if (!text.name().isEmpty()) {
      for (Anchored each : all) {
        each.named(text, finds);
      }
    }
    boolean veiled = false;
    char[] chars = text.chars();
    int end = text.end();
    for (int i = text.start(); i < end; i++) {
      char c = chars[i];
      if (c >= ASCII) {
        veiled |= Unveiling.isVeil(c);
        continue;
      }
      Anchored[] woken = byAnchor[c];
      if (woken != NOBODY) {
        veiled |= VEILS[c] && Unveiling.mayBegin(text, i);
        for (Anchored each : woken) {
          each.at(text, i, finds);
        }
      }
    }
    return veiled;
  }
}
