package dev.understudy.sink.upkeep;

import dev.understudy.sink.store.StoredFile;
import java.util.ArrayList;
import java.util.List;

/** Which files of one hour are worth being merged. */
final class MergePlan {
  private MergePlan() {}

  /**
   * Groups of two files or more, each of about the target's size together. Files of at least half
   * that are large enough and stay.
   */
  static List<List<StoredFile>> of(List<StoredFile> files, long targetBytes) {
    List<List<StoredFile>> groups = new ArrayList<>();
    List<StoredFile> group = new ArrayList<>();
    long bytes = 0;
    for (StoredFile file : files) {
      if (file.bytes() >= targetBytes / 2) {
        continue;
      }
      if (bytes + file.bytes() > targetBytes) {
        groups.add(group);
        group = new ArrayList<>();
        bytes = 0;
      }
      group.add(file);
      bytes += file.bytes();
    }
    groups.add(group);
    groups.removeIf(some -> some.size() < 2);
    return groups;
  }
}
