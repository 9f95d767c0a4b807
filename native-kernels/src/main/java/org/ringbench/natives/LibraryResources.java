package org.ringbench.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.ringbench.committed.CommittedFiles;

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

  private static final CommittedFiles FILES =
      new CommittedFiles(LibraryResources.class, FOLDER, HASHES);

  private LibraryResources() {}

  /**
   * The library's bytes.
   *
   * @throws IllegalStateException if it is missing, or not what was built
   */
  static byte[] load() {
    byte[] library = FILES.read(FILE);
    requireHash(library, "the resource " + FOLDER + FILE);
    return library;
  }

  /** A value of {@link #HASHES}. */
  static String recorded(String key) {
    return FILES.hashes().getProperty(key);
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
    String actual = CommittedFiles.sha256(library);
    String expected = recorded("library");
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "%s has the SHA-256 %s, but %s says %s: it is not what was built from the sources, and is not loaded"
              .formatted(name, actual, HASHES, expected));
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
}
