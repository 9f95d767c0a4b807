package org.ringbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
  @TempDir private Path folder;

  @Test
  void readsImagesPlainAndPacked() throws IOException {
    byte[] images = images(2, 1, 3);
    for (byte[] content : new byte[][] {images, packed(images)}) {
      Path file = Files.write(folder.resolve("images"), content);
      IdxFile read = IdxFile.read(file, 3);
      assertEquals(2, read.count());
      assertEquals(3, read.itemSize());
      assertEquals(255, read.at(0));
      assertEquals(250, read.at(5));
    }
  }

  @Test
  void refusesAMissingFile() {
    Path file = folder.resolve("none");
    DataException e = assertThrows(DataException.class, () -> IdxFile.read(file, 3));
    assertEquals(file + ": no such file", e.getMessage());
  }

  @Test
  void refusesAWrongMagicNumber() {
    refuses(
        images(1, 2, 2),
        1,
        "bad: magic number 2051: expected 2049, an IDX file of unsigned bytes in 1 dimension(s)");
  }

  @Test
  void refusesTooFewBytes() {
    byte[] images = images(2, 2, 2);
    refuses(
        Arrays.copyOf(images, images.length - 1),
        3,
        "bad: truncated: 7 bytes of data, expected 8 as its header says");
  }

  @Test
  void refusesTooManyBytes() {
    byte[] images = images(2, 2, 2);
    refuses(
        Arrays.copyOf(images, images.length + 1),
        3,
        "bad: more data than the 8 bytes that its header says");
  }

  @Test
  void refusesAnEmptyFileAndAHalfHeader() {
    String message = "bad: the file ends within its header or its gzip data";
    refuses(new byte[0], 3, message);
    refuses(Arrays.copyOf(images(1, 1, 1), 9), 3, message);
  }

  @Test
  void refusesSizesThatNoFileHas() {
    refuses(header(2051, 0, 28, 28), 3, "bad: dimension 1 has size 0: expected at least 1");
    refuses(header(2051, 5, -1, 28), 3, "bad: dimension 2 has size -1: expected at least 1");
    refuses(
        header(2051, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
        3,
        "bad: the header announces over 2^31 bytes");
  }

  @Test
  void refusesBrokenGzip() {
    byte[] packed = packed(images(3, 5, 5));
    refuses(
        Arrays.copyOf(packed, packed.length - 9),
        3,
        "bad: the file ends within its header or its gzip data");
    packed[packed.length - 6] ^= 1; // the checksum
    DataException e = assertThrows(DataException.class, () -> read(packed, 3));
    assertTrue(e.getMessage().startsWith("bad: broken gzip data: "), e.getMessage());
  }

  static byte[] images(int count, int rows, int cols) {
    return filled(header(2051, count, rows, cols), count * rows * cols);
  }

  static byte[] header(int... words) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * words.length);
    Arrays.stream(words).forEach(buffer::putInt);
    return buffer.array();
  }

  /** The header, then 255, 254 and so on. */
  private static byte[] filled(byte[] header, int size) {
    byte[] file = Arrays.copyOf(header, header.length + size);
    for (int i = 0; i < size; i++) {
      file[header.length + i] = (byte) (255 - i);
    }
    return file;
  }

  private static byte[] packed(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static IdxFile read(byte[] content, int dimensions) {
    return IdxFile.read("bad", new ByteArrayInputStream(content), dimensions);
  }

  private static void refuses(byte[] content, int dimensions, String message) {
    DataException e = assertThrows(DataException.class, () -> read(content, dimensions));
    assertEquals(message, e.getMessage());
  }
}
