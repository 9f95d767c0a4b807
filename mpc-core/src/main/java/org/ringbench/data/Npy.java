package org.ringbench.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ringbench.ring.Shape;

/**
 * Regression data from NumPy's array files, versions 1 to 3: one matrix in C order of integers of
 * up to 64 bits or of 32- or 64-bit floats. One column is the target, the others the features.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PREFIX = 8; // magic and version
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\\s*'descr'\\s*:\\s*'([^']*)'\\s*,\\s*'fortran_order'\\s*:\\s*(True|False)\\s*,"
              + "\\s*'shape'\\s*:\\s*\\(([0-9, ]*)\\)\\s*,?\\s*\\}\\s*");
  private static final Pattern TYPE = Pattern.compile("([<>|=])([fiu])([1248])");

  private Npy() {}

  /** Whether a file's first bytes say that it is one. */
  public static boolean isOne(Path file) {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(MAGIC, in.readNBytes(MAGIC.length));
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Reads a file.
   *
   * @param target the number of the column to predict, from 0, or -1 for the last
   * @throws DataException if the file cannot be read, is another kind of array, or a value is no
   *     finite number
   */
  public static Dataset read(Path file, int target) {
    try {
      return parse(file.toString(), Files.readAllBytes(file), target);
    } catch (NoSuchFileException _) {
      throw new DataException(file + ": no such file");
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e.getMessage());
    }
  }

  static Dataset parse(String name, byte[] bytes, int target) {
    if (bytes.length < PREFIX + Short.BYTES
        || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new DataException(name + ": is no NPY file");
    }
    int version = bytes[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new DataException("%s: NPY version %d: expected 1, 2 or 3".formatted(name, version));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(PREFIX);
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    if (in.remaining() < lengthBytes) {
      throw new DataException(name + ": is cut short within its header");
    }
    int length = version == 1 ? Short.toUnsignedInt(in.getShort()) : in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new DataException(name + ": is cut short within its header");
    }
    byte[] text = new byte[length];
    in.get(text);
    Matcher header = HEADER.matcher(new String(text, StandardCharsets.UTF_8));
    if (!header.matches()) {
      throw new DataException(name + ": its header is not that of an array of numbers");
    }
    if (header.group(2).equals("True")) {
      throw new DataException(name + ": is in Fortran order: expected C order");
    }
    return read(name, in, header.group(1), shape(name, header.group(3)), target);
  }

  private static Shape shape(String name, String text) {
    String[] parts = text.replace(" ", "").split(",", -1);
    if (parts.length != 2 || parts[1].isEmpty()) {
      throw new DataException(
          "%s: shape (%s): expected rows and columns".formatted(name, text.strip()));
    }
    try {
      int rows = Integer.parseInt(parts[0]);
      int cols = Integer.parseInt(parts[1]);
      if (rows < 1 || cols < 2 || (long) rows * cols > Integer.MAX_VALUE / Double.BYTES) {
        throw new DataException(
            "%s: shape (%s): expected rows, at least 2 columns, and at most 2^28 numbers"
                .formatted(name, text.strip()));
      }
      return new Shape(rows, cols);
    } catch (NumberFormatException _) {
      throw new DataException("%s: shape (%s): too large".formatted(name, text.strip()));
    }
  }

  private static Dataset read(String name, ByteBuffer in, String type, Shape shape, int target) {
    Matcher matcher = TYPE.matcher(type);
    if (!matcher.matches() || (matcher.group(2).equals("f") && "12".contains(matcher.group(3)))) {
      throw new DataException(
          "%s: numbers of type %s: expected integers, float32 or float64".formatted(name, type));
    }
    boolean big = matcher.group(1).equals(">");
    if (matcher.group(1).equals("=")) {
      big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    }
    in.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int size = Integer.parseInt(matcher.group(3));
    if (in.remaining() != (long) shape.size() * size) {
      throw new DataException(
          "%s: %d bytes of numbers: expected %d for shape %s of type %s"
              .formatted(name, in.remaining(), (long) shape.size() * size, shape, type));
    }
    int cols = shape.cols();
    int label = target < 0 ? cols - 1 : target;
    if (label >= cols) {
      throw new DataException(
          "%s: no column %d: expected 0 to %d".formatted(name, target, cols - 1));
    }
    FloatTensor x = new FloatTensor(new Shape(shape.rows(), cols - 1));
    FloatTensor y = new FloatTensor(new Shape(shape.rows(), 1));
    int feature = 0;
    for (int i = 0; i < shape.size(); i++) {
      float value = (float) number(in, matcher.group(2).charAt(0), size);
      if (i % cols == label) {
        y.values()[i / cols] = value;
      } else {
        x.values()[feature++] = value;
      }
    }
    return new Dataset(name, x, y);
  }

  private static double number(ByteBuffer in, char kind, int size) {
    if (kind == 'f') {
      return size == Float.BYTES ? in.getFloat() : in.getDouble();
    }
    boolean signed = kind == 'i';
    return switch (size) {
      case 1 -> signed ? in.get() : Byte.toUnsignedInt(in.get());
      case 2 -> signed ? in.getShort() : Short.toUnsignedInt(in.getShort());
      case 4 -> signed ? in.getInt() : Integer.toUnsignedLong(in.getInt());
      default -> signed ? in.getLong() : unsigned(in.getLong());
    };
  }

  private static double unsigned(long word) {
    return word >= 0 ? word : (word >>> 1) * 2.0 + (word & 1);
  }
}
