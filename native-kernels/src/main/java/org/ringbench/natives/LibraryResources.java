package org.ringbench.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * The committed shared library. The hashes of its sources and of itself lie beside it, so that a
 * library that was edited or damaged is refused rather than loaded.
 */
final class LibraryResources {
  /** The library's file name. */
  static final String FILE = "libringbench.so";

  /** The hashes, SHA-256 in hexadecimal: {@code library} and {@code sources}. */
  static final String HASHES = "library.properties";

  /** Where both lie, relative to this class. */
  static final String FOLDER = "linux-x86_64/";

  private LibraryResources() {}

  /**
   * The library's bytes.
   *
   * @throws IllegalStateException if it is missing, or not what was built
   */
  static byte[] load() {
    byte[] library = read(FILE);
    requireHash(library, "the resource " + FOLDER + FILE);
    return library;
  }

  /** A value of {@link #HASHES}. */
  static String recorded(String key) {
    Properties hashes = new Properties();
    try (InputStream in = open(HASHES)) {
      hashes.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FOLDER + HASHES, e);
    }
    return hashes.getProperty(key);
  }

  /**
   * Writes the library to a directory of this user alone, checks what lies there, hands it to
   * {@code loader} and deletes it: what is loaded stays mapped.
   *
   * @throws IllegalStateException if there is no such directory, or what lies in it is not the
   *     library
   */
  static void unpack(byte[] library, Consumer<Path> loader) {
    unpack(Path.of(System.getProperty("java.io.tmpdir")), library, loader);
  }

  static void unpack(Path temporary, byte[] library, Consumer<Path> loader) {
    Path directory = null;
    try {
      directory = Files.createTempDirectory(temporary, "ringbench-native-"); // always 0700
      Path file = directory.resolve(FILE);
      Files.write(file, library);
      requireHash(Files.readAllBytes(file), file.toString());
      loader.accept(file);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the native library could not be unpacked to %s: %s; name another directory with -Djava.io.tmpdir"
              .formatted(temporary, e),
          e);
    } finally {
      delete(directory);
    }
  }

  static void requireHash(byte[] library, String name) {
    String actual = sha256(library);
    String expected = recorded("library");
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "%s has the SHA-256 %s, but %s says %s: it is not what was built from the sources, and is not loaded"
              .formatted(name, actual, HASHES, expected));
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

  private static void delete(Path directory) {
    if (directory == null) {
      return;
    }
    try {
      Files.deleteIfExists(directory.resolve(FILE));
      Files.delete(directory);
    } catch (IOException e) {
      directory.toFile().deleteOnExit(); // private to this user, and tried again at the end
    }
  }

  private static byte[] read(String file) {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FOLDER + file, e);
    }
  }

  private static InputStream open(String file) {
    InputStream in = LibraryResources.class.getResourceAsStream(FOLDER + file);
    if (in == null) {
      throw new IllegalStateException(
          "this build of RingBench has no resource org/ringbench/natives/" + FOLDER + file);
    }
    return in;
  }
}
