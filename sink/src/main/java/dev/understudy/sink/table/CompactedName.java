package dev.understudy.sink.table;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files into which others were merged, such as {@code zz-compacted-00000007.parquet}. The
 * number is one more than any other in the folder ever was, so that of two who merge in one folder
 * at the same time only one finds its name free. They come after the gateways' files: whoever reads
 * the names in order, slowly, misses no row.
 */
public final class CompactedName {
  static final String PREFIX = "zz-compacted-";
  private static final Pattern NAME =
      Pattern.compile("(?:.*/)?" + PREFIX + "(\\d{8,18})\\.parquet");

  private CompactedName() {}

  /** The number in a name, with or without its folder; empty where it is of another kind. */
  public static OptionalLong number(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Whether a name, with or without its folder, is of this kind. */
  public static boolean is(String name) {
    return number(name).isPresent();
  }

  /** The name, without a folder, that has this number. */
  public static String of(long number) {
    return String.format(Locale.ROOT, "%s%08d.parquet", PREFIX, number);
  }
}
