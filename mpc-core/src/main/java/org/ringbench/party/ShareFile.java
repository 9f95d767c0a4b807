package org.ringbench.party;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ringbench.data.DataException;
import org.ringbench.data.Lines;
import org.ringbench.data.PrivateFiles;
import org.ringbench.ring.Shape;

/**
 * One worker's shares in a file: a text that says of what, the ring elements, and a checksum over
 * all. One such file says nothing about the values; both together are the values.
 *
 * @param header public facts: see {@link Lines}
 * @param tensors the shares by name
 */
public record ShareFile(SortedMap<String, String> header, Map<String, Tensor> tensors) {
  private static final byte[] MAGIC = "ringbench shares".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM = 32;
  private static final int MOST_HEADER = 1 << 20;
  private static final String TENSOR = "tensor.";

  /** Makes both maps immutable. */
  public ShareFile {
    header = Collections.unmodifiableSortedMap(new TreeMap<>(header));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** A share of a matrix: words row after row, shared with whoever holds this. */
  public static final class Tensor {
    private final Shape shape;
    private final long[] words;

    /** A share of that shape. */
    public Tensor(Shape shape, long[] words) {
      if (words.length != shape.size()) {
        throw new IllegalArgumentException(
            words.length + " words for shape " + shape + ": expected " + shape.size());
      }
      this.shape = shape;
      this.words = words;
    }

    /** Rows and columns. */
    public Shape shape() {
      return shape;
    }

    /** The words. */
    public long[] words() {
      return words;
    }
  }

  /** The value of a header's key, empty if it is not there. */
  public String get(String key) {
    return header.getOrDefault(key, "");
  }

  /** Writes the file whole or not at all, for its owner only. */
  public void write(Path file) {
    try {
      PrivateFiles.createFolder(file.toAbsolutePath().getParent());
      PrivateFiles.replace(file, bytes());
    } catch (IOException e) {
      throw new DataException(file + ": cannot be written: " + reason(e));
    }
  }

  private byte[] bytes() {
    SortedMap<String, String> all = new TreeMap<>(header);
    int number = 0;
    int words = 0;
    for (var tensor : tensors.entrySet()) {
      Shape shape = tensor.getValue().shape();
      all.put(
          "%s%04d".formatted(TENSOR, number++),
          "%d %d %s".formatted(shape.rows(), shape.cols(), tensor.getKey()));
      words = Math.addExact(words, shape.size());
    }
    byte[] text = Lines.text(all).getBytes(StandardCharsets.UTF_8);
    int size =
        Math.addExact(
            MAGIC.length + Integer.BYTES + text.length + CHECKSUM,
            Math.multiplyExact(words, Long.BYTES));
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(text.length).put(text);
    for (Tensor tensor : tensors.values()) {
      out.asLongBuffer().put(tensor.words);
      out.position(out.position() + tensor.words.length * Long.BYTES);
    }
    out.put(Lines.sha256(Arrays.copyOf(out.array(), out.position())));
    return out.array();
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it is not there, no such file, or damaged
   */
  public static ShareFile read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw new DataException(file + ": no such file");
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + reason(e));
    }
    int body = bytes.length - CHECKSUM;
    if (bytes.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new DataException(file + ": holds no shares of RingBench");
    }
    if (body < MAGIC.length + Integer.BYTES
        || !Arrays.equals(
            Lines.sha256(Arrays.copyOf(bytes, body)),
            Arrays.copyOfRange(bytes, body, bytes.length))) {
      throw new DataException(file + ": is damaged: its checksum does not fit its content");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, body).order(ByteOrder.LITTLE_ENDIAN);
    in.position(MAGIC.length);
    int length = in.getInt();
    if (length < 0 || length > Math.min(MOST_HEADER, in.remaining())) {
      throw new DataException(file + ": is damaged: its header does not fit");
    }
    byte[] text = new byte[length];
    in.get(text);
    SortedMap<String, String> header =
        Lines.parse(file.toString(), new String(text, StandardCharsets.UTF_8));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    header
        .tailMap(TENSOR)
        .forEach(
            (key, value) -> {
              if (key.startsWith(TENSOR)) {
                String[] parts = value.split(" ", 3);
                tensors.put(parts[2], tensor(file, in, parts));
              }
            });
    header.keySet().removeIf(key -> key.startsWith(TENSOR));
    if (in.hasRemaining()) {
      throw new DataException(file + ": is damaged: it is longer than its header says");
    }
    return new ShareFile(header, tensors);
  }

  private static Tensor tensor(Path file, ByteBuffer in, String[] parts) {
    Shape shape = new Shape(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    if ((long) shape.size() * Long.BYTES > in.remaining()) {
      throw new DataException(file + ": is damaged: it is shorter than its header says");
    }
    long[] words = new long[shape.size()];
    in.asLongBuffer().get(words);
    in.position(in.position() + words.length * Long.BYTES);
    return new Tensor(shape, words);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
