package org.ringbench.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file of unsigned bytes, plain or packed with gzip (told by its first bytes): a big-endian
 * magic number 0x0800 + dimensions, the size of each dimension, then the bytes.
 */
public final class IdxFile {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int GZIP_MAGIC = 0x1f8b;

  private final String name;
  private final int[] sizes;
  private final byte[] bytes;

  private IdxFile(String name, int[] sizes, byte[] bytes) {
    this.name = name;
    this.sizes = sizes;
    this.bytes = bytes;
  }

  /**
   * Reads a file.
   *
   * @param dimensions that it must have: 3 for images, 1 for labels
   * @throws DataException if it cannot be read or is not such a file
   */
  public static IdxFile read(Path file, int dimensions) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in, dimensions);
    } catch (NoSuchFileException _) {
      throw new DataException(file + ": no such file");
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * Reads a stream to its end and leaves it open.
   *
   * @param name for messages
   * @param dimensions that it must have: 3 for images, 1 for labels
   * @throws DataException if it cannot be read or holds no such file
   */
  public static IdxFile read(String name, InputStream in, int dimensions) {
    try {
      return parse(name, new DataInputStream(unpacked(in)), dimensions);
    } catch (EOFException _) {
      throw new DataException(name + ": the file ends within its header or its gzip data");
    } catch (ZipException e) {
      throw new DataException(name + ": broken gzip data: " + e.getMessage());
    } catch (IOException e) {
      throw new DataException(name + ": cannot be read: " + e.getMessage());
    }
  }

  /** The name for messages. */
  public String name() {
    return name;
  }

  /** The number of items: images or labels. */
  public int count() {
    return sizes[0];
  }

  /** Bytes of one item: 1 for a label. */
  public int itemSize() {
    return bytes.length / sizes[0];
  }

  /** Byte {@code index} of the data, 0 to 255. */
  public int at(int index) {
    return Byte.toUnsignedInt(bytes[index]);
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    int magic = buffered.read() << 8 | buffered.read();
    buffered.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  private static IdxFile parse(String name, DataInputStream in, int dimensions) throws IOException {
    int magic = in.readInt();
    if (magic != UNSIGNED_BYTES + dimensions) {
      throw new DataException(
          "%s: magic number %d: expected %d, an IDX file of unsigned bytes in %d dimension(s)"
              .formatted(name, magic, UNSIGNED_BYTES + dimensions, dimensions));
    }
    int[] sizes = new int[dimensions];
    long total = 1;
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = in.readInt();
      if (sizes[i] < 1) {
        throw new DataException(
            "%s: dimension %d has size %d: expected at least 1".formatted(name, i + 1, sizes[i]));
      }
      total *= sizes[i];
      if (total > Integer.MAX_VALUE - 64) {
        throw new DataException(name + ": the header announces over 2^31 bytes");
      }
    }
    // Reads in pieces: a header that lies does not make us allocate what it says.
    byte[] bytes = in.readNBytes((int) total);
    if (bytes.length < total) {
      throw new DataException(
          "%s: truncated: %d bytes of data, expected %d as its header says"
              .formatted(name, bytes.length, total));
    }
    if (in.read() >= 0) {
      throw new DataException(
          "%s: more data than the %d bytes that its header says".formatted(name, total));
    }
    return new IdxFile(name, sizes, bytes);
  }
}
