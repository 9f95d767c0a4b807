package org.ringbench.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ringbench.bench.results.AtomicFile;

/** The folder of the results, looked at before anything is measured. */
final class OutputFolder {
  private static final long MEGABYTE = 1_000_000;

  /** A log and a results file of the largest grid, with some to spare. */
  private static final long NEEDED = 16 * MEGABYTE;

  private OutputFolder() {}

  /**
   * Makes the folder, if needed, and tries to write there.
   *
   * @throws InputException saying why that cannot be done
   */
  static Path usable(Path folder) {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, ".ringbench-", ".tmp");
      Files.write(probe, new byte[1]);
      Files.delete(probe);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < NEEDED) {
        throw new InputException(
            "--out %s: %d MB are free there: expected at least %d"
                .formatted(folder, free / MEGABYTE, NEEDED / MEGABYTE));
      }
      return folder;
    } catch (IOException e) {
      throw new InputException(
          "--out %s: expected a folder that can be written: %s".formatted(folder, reason(e)), e);
    }
  }

  /**
   * Tries to write the file that JMH's own results go to.
   *
   * @throws InputException saying why that cannot be done
   */
  static void requireFile(Path file) {
    try {
      boolean isNew = Files.notExists(file);
      Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (isNew) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new InputException(
          "-rff %s: expected a file that can be written: %s".formatted(file, reason(e)), e);
    }
  }

  /** Why a file cannot be written, in words. */
  static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such folder" : AtomicFile.reason(e);
  }
}
