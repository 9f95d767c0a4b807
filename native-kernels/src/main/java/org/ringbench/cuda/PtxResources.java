package org.ringbench.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * The committed PTX, one module for each CUDA source file. Its hashes lie beside it, so that PTX
 * that was edited or damaged is refused rather than run.
 */
final class PtxResources {
  /** Where the PTX lies, relative to this class. */
  static final String FOLDER = "ptx/";

  /** The hashes: {@code NAME.sources} and {@code NAME.ptx}, SHA-256 in hexadecimal. */
  static final String HASHES = "kernels.properties";

  private PtxResources() {}

  /** The names of all modules, in alphabetical order. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String key : hashes().stringPropertyNames()) {
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
    byte[] ptx = read(name + ".ptx");
    requireHash(name, ptx, hashes().getProperty(name + ".ptx"));
    return Arrays.copyOf(ptx, ptx.length + 1);
  }

  /** The recorded hash of the sources of a module. */
  static String sourcesHash(String name) {
    return hashes().getProperty(name + ".sources");
  }

  static void requireHash(String name, byte[] ptx, String expected) {
    String actual = sha256(ptx);
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "the PTX %s%s.ptx has the SHA-256 %s, but %s says %s: it is not what was generated from the kernels' sources"
              .formatted(FOLDER, name, actual, HASHES, expected));
    }
  }

  /** SHA-256 in hexadecimal. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static Properties hashes() {
    Properties hashes = new Properties();
    try (InputStream in = open(HASHES)) {
      hashes.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FOLDER + HASHES, e);
    }
    return hashes;
  }

  private static byte[] read(String file) {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FOLDER + file, e);
    }
  }

  private static InputStream open(String file) {
    InputStream in = PtxResources.class.getResourceAsStream(FOLDER + file);
    if (in == null) {
      throw new IllegalStateException(
          "this build of RingBench has no resource org/ringbench/cuda/" + FOLDER + file);
    }
    return in;
  }
}
