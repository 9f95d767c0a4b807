package org.ringbench.committed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;

/** Resources in one folder, with a properties file of their hashes beside them. */
public final class CommittedFiles {
  private final Class<?> owner;
  private final String folder;
  private final String hashes;

  /**
   * The files of a folder.
   *
   * @param owner a class beside the folder
   * @param folder ends in a slash
   * @param hashes the properties' file name
   */
  public CommittedFiles(Class<?> owner, String folder, String hashes) {
    this.owner = owner;
    this.folder = folder;
    this.hashes = hashes;
  }

  /**
   * A file's bytes.
   *
   * @throws IllegalStateException if this build does not have it
   */
  public byte[] read(String file) {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder + file, e);
    }
  }

  /**
   * The recorded hashes.
   *
   * @throws IllegalStateException if this build does not have them
   */
  public Properties hashes() {
    Properties recorded = new Properties();
    try (InputStream in = open(hashes)) {
      recorded.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder + hashes, e);
    }
    return recorded;
  }

  private InputStream open(String file) {
    InputStream in = owner.getResourceAsStream(folder + file);
    if (in == null) {
      throw new IllegalStateException(
          "this build of RingBench has no resource %s/%s%s"
              .formatted(owner.getPackageName().replace('.', '/'), folder, file));
    }
    return in;
  }

  /** SHA-256 in hexadecimal. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
