package org.ringbench.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.ringbench.committed.CommittedFiles;

/** Where the measured plans of matrix products are kept from one run to the next. */
final class MatmulTables {
  /** The system property that names the directory. */
  static final String PROPERTY = "ringbench.cuda.tables";

  private MatmulTables() {}

  /**
   * The directory: the property's, or {@code ringbench} below the user's cache directory (XDG Base
   * Directory Specification).
   */
  static Path directory() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named);
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("ringbench");
  }

  /** The hash of the sources that the plans depend on. */
  static String kernels() {
    String both =
        PtxResources.sourcesHash("matmul_words") + PtxResources.sourcesHash("matmul_digits");
    return CommittedFiles.sha256(both.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The table for a device, empty where none was measured.
   *
   * @throws IllegalStateException if there is one that cannot be used
   */
  static MatmulTable read(String device) {
    try {
      return MatmulTable.read(directory(), device, kernels());
    } catch (IOException e) {
      throw new IllegalStateException(
          e.getMessage() + ": delete the file, or name another directory with -D" + PROPERTY, e);
    }
  }
}
