package dev.understudy.trainer.run;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for what goes wrong with files, of which Java often says no more than the path. */
public final class FileTrouble {
  private FileTrouble() {}

  /** What a failure says to a person. */
  public static String wording(Exception failure) {
    if (failure instanceof NoSuchFileException absent) {
      return absent.getFile() + ": no such file or folder";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (failure instanceof FileSystemException other && other.getReason() == null) {
      return other.getFile() + ": " + other.getClass().getSimpleName();
    }
    String said = failure.getMessage();
    return said == null ? failure.getClass().getSimpleName() : said;
  }
}
