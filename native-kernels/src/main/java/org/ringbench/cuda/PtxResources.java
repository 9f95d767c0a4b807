package org.ringbench.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ringbench.committed.CommittedFiles;

/**
 * The committed PTX, one module for each CUDA source file. Its hashes lie beside it, so that PTX
 * that was edited or damaged is refused rather than run.
 */
final class PtxResources {
  /** Where the PTX lies, relative to this class. */
  static final String FOLDER = "ptx/";

  /** The hashes: {@code NAME.sources} and {@code NAME.ptx}, SHA-256 in hexadecimal. */
  static final String HASHES = "kernels.properties";

  private static final CommittedFiles FILES =
      new CommittedFiles(PtxResources.class, FOLDER, HASHES);

  private PtxResources() {}

  /** The names of all modules, in alphabetical order. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String key : FILES.hashes().stringPropertyNames()) {
      if (key.endsWith(".ptx")) {
        names.add(key.substring(0, key.length() - ".ptx".length()));
      }
    }
    names.sort(null);
    return List.copyOf(names);
  }

  /**
   * The PTX of a module, ending in NUL.
   *
   * @throws IllegalStateException if it is missing, or not what was generated
   */
  static byte[] load(String name) {
    byte[] ptx = FILES.read(name + ".ptx");
    requireHash(name, ptx, FILES.hashes().getProperty(name + ".ptx"));
    return Arrays.copyOf(ptx, ptx.length + 1);
  }

  /** The recorded hash of the sources of a module. */
  static String sourcesHash(String name) {
    return FILES.hashes().getProperty(name + ".sources");
  }

  static void requireHash(String name, byte[] ptx, String expected) {
    String actual = CommittedFiles.sha256(ptx);
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "the PTX %s%s.ptx has the SHA-256 %s, but %s says %s: it is not what was generated from the kernels' sources"
              .formatted(FOLDER, name, actual, HASHES, expected));
    }
  }
}
