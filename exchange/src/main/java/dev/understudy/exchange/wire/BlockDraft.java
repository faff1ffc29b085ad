package dev.understudy.exchange.wire;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One block of an answer that comes in blocks (items of the responses API, content blocks of
 * Anthropic's): text in one or several parts, a tool call, or something else that is left out, such
 * as reasoning.
 */
final class BlockDraft {
  /** More blocks, or parts of one, than this are left out. */
  private static final int MAX_PLACES = 4096;

  private final TreeMap<Long, TextDraft> texts = new TreeMap<>();
  private final TreeMap<Long, TextDraft> refusals = new TreeMap<>();
  private @Nullable ToolCallDraft call;

  /** The text at that place of the block. */
  TextDraft text(long place) {
    return at(place, texts);
  }

  /** The refusal at that place of the block. */
  TextDraft refusal(long place) {
    return at(place, refusals);
  }

  private static TextDraft at(long place, SortedMap<Long, TextDraft> texts) {
    TextDraft text = texts.get(place);
    if (text == null) {
      text = new TextDraft();
      if (texts.size() < MAX_PLACES) {
        texts.put(place, text);
      }
    }
    return text;
  }

  /** The tool call the block is, from now on at the latest. */
  ToolCallDraft call() {
    if (call == null) {
      call = new ToolCallDraft();
    }
    return call;
  }

  /** Brings a call's arguments, which this API sends as JSON or as its parts, to one form. */
  void tidyArguments() {
    if (call != null) {
      String text = call.arguments().text();
      call.arguments().set(text == null || text.isEmpty() ? "{}" : JsonText.canonical(text));
    }
  }

  /** Adds a block at that place, unless there is one or there are too many. */
  static BlockDraft in(SortedMap<Long, BlockDraft> blocks, @Nullable Long place) {
    long at = place == null ? 0 : place;
    BlockDraft block = blocks.get(at);
    if (block == null) {
      block = new BlockDraft();
      if (blocks.size() < MAX_PLACES) {
        blocks.put(at, block);
      }
    }
    return block;
  }

  /** Adds blocks, in their order, to the one choice they make up. */
  static void addAll(SortedMap<Long, BlockDraft> blocks, ChoiceDraft choice) {
    long calls = 0;
    for (BlockDraft block : blocks.values()) {
      block.texts.values().forEach(text -> choice.content().add(text.text()));
      block.refusals.values().forEach(text -> choice.refusal().add(text.text()));
      if (block.call != null) {
        choice.put(calls++, block.call);
      }
    }
  }
}
