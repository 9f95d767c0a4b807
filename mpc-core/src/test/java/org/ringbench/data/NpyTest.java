package org.ringbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
  /** A matrix of 2 x 3 as NumPy writes it: 1 2 3, 4 5 6. */
  private static byte[] file(int version, String type, String order, String shape) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n".formatted(type, order, shape);
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) version).put((byte) 0);
    if (version == 1) {
      out.putShort((short) text.length);
    } else {
      out.putInt(text.length);
    }
    out.put(text);
    out.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i <= 6; i++) {
      switch (type.substring(1)) {
        case "f8" -> out.putDouble(i);
        case "f4" -> out.putFloat(i);
        case "i8" -> out.putLong(i);
        case "i4" -> out.putInt(i);
        case "i2" -> out.putShort((short) i);
        default -> out.put((byte) i);
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  @ParameterizedTest
  @CsvSource({"1,<f8", "2,<f4", "3,>f8", "1,<i8", "1,>i4", "1,<i2", "1,|u1", "1,|i1"})
  void readsNumbersOfAllTypes(int version, String type) {
    Dataset rows = Npy.parse("a.npy", file(version, type, "False", "2, 3"), -1);
    assertArrayEquals(new float[] {1, 2, 4, 5}, rows.features().values());
    assertArrayEquals(new float[] {3, 6}, rows.labels().values());
  }

  @Test
  void takesAnotherColumnForTheLabel() {
    Dataset rows = Npy.parse("a.npy", file(1, "<f4", "False", "2, 3"), 0);
    assertArrayEquals(new float[] {2, 3, 5, 6}, rows.features().values());
    assertArrayEquals(new float[] {1, 4}, rows.labels().values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | <f8 | True  | 2, 3 | a.npy: is in Fortran order: expected C order
          4 | <f8 | False | 2, 3 | a.npy: NPY version 4: expected 1, 2 or 3
          1 | <c8 | False | 2, 3 | a.npy: numbers of type <c8: expected integers, float32 or float64
          1 | <f8 | False | 6,   | a.npy: shape (6,): expected rows and columns
          1 | <f8 | False | 3, 3 | a.npy: 48 bytes of numbers: expected 72 for shape 3 x 3 of type <f8
          """)
  void refusesWhatItDoesNotKnow(
      int version, String type, String order, String shape, String message) {
    byte[] bytes = file(version, type, order, shape);
    DataException e = assertThrows(DataException.class, () -> Npy.parse("a.npy", bytes, -1));
    assertEquals(message, e.getMessage());
  }

  @Test
  void refusesAFileThatIsCutShort() {
    byte[] whole = file(1, "<f8", "False", "2, 3");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(DataException.class, () -> Npy.parse("a.npy", cut, -1));
    }
  }
}
