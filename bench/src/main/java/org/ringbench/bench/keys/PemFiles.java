package org.ringbench.bench.keys;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * Files to be written together: none is written if one of them exists already and may not be
 * replaced. Files and folders are their owner's alone.
 */
final class PemFiles {
  private static final long MOST_BYTES = 64 << 10;

  private final boolean force;
  private final Map<Path, String> texts = new LinkedHashMap<>();

  PemFiles(boolean force) {
    this.force = force;
  }

  /** Adds a file: one object. */
  void add(Path file, String type, byte[] content) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      throw new KeysException(file + ": " + e.getMessage(), e);
    }
    texts.put(file, text.toString());
  }

  /**
   * Writes all files.
   *
   * @throws KeysException if one exists, and replacing was not asked for
   */
  void write() {
    for (Path file : texts.keySet()) {
      if (!force && Files.exists(file)) {
        throw new KeysException(file + " exists: nothing was written; --force replaces it");
      }
    }
    texts.forEach(PemFiles::write);
  }

  private static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder, owners("rwx------"));
      Path part = Files.createTempFile(folder, ".ringbench-", ".part", owners("rw-------"));
      try {
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new KeysException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static FileAttribute<?>[] owners(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  /**
   * Reads a file of one object.
   *
   * @param types the names that the object may have
   * @throws KeysException if it holds something else
   */
  static byte[] read(Path file, String what, List<String> types) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new KeysException(file + " is missing: expected " + what + " in PEM");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new KeysException(file + " is too long: expected " + what + " in PEM");
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      try (PEMParser parser = new PEMParser(new StringReader(text))) {
        PemObject object = parser.readPemObject();
        if (object == null || !types.contains(object.getType())) {
          throw new KeysException(file + " holds no " + what + " in PEM");
        }
        return object.getContent();
      }
    } catch (IOException e) {
      throw new KeysException(file + " holds no " + what + " in PEM: " + e.getMessage(), e);
    }
  }
}
