package org.ringbench.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder of files that is needed for a while. */
public final class TemporaryFolder {
  private TemporaryFolder() {}

  /**
   * Deletes a folder and its files as far as that can be done: a result is worth more than order.
   */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException _) {
      // It is in the system's folder for such files, which is emptied without us.
    }
  }
}
