package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatmulTableTest {
  private static final String DEVICE = "NVIDIA A100-SXM4-40GB";
  private static final String KERNELS = "0123456789abcdef0123456789abcdef";
  private static final MatmulShape SHAPE = new MatmulShape(64, 128, 1568, false, true);
  private static final MatmulShape THIN = new MatmulShape(512, 1, 30, true, false);

  @TempDir Path directory;

  private static MatmulTable table() {
    MatmulTable table = new MatmulTable(DEVICE, KERNELS);
    table.put(
        SHAPE,
        Map.of(
            new MatmulPlan(MatmulForm.WORDS, 24), 8.1, new MatmulPlan(MatmulForm.DIGITS, 12), 6.3));
    table.put(THIN, Map.of(new MatmulPlan(MatmulForm.THIN, 1), 2.0));
    return table;
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = table().write(directory);
    assertEquals(directory.resolve("matmul-NVIDIA_A100-SXM4-40GB-0123456789abcdef.txt"), file);
    assertTrue(Files.readString(file).contains("64 128 1568 n t : digits/12 |"));
    MatmulTable read = MatmulTable.read(directory, DEVICE, KERNELS);
    assertEquals(table().entries(), read.entries());
    assertEquals(Optional.of(new MatmulPlan(MatmulForm.DIGITS, 12)), read.plan(SHAPE));
    assertEquals(Optional.empty(), read.plan(new MatmulShape(1, 2, 3, false, false)));
  }

  @Test
  void isEmptyWithoutAFile() throws IOException {
    assertEquals(0, MatmulTable.read(directory, DEVICE, KERNELS).size());
  }

  /** Each row replaces one line, or cuts the file there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; something else; line 1",
        "1; device NVIDIA H100; line 2",
        "2; kernels ffff; line 3",
        "4; 64 128 1568 n t : digits/12 | words/24 8.1; no time for digits/12",
        "4; 64 128 1568 n t : digits/0 | digits/0 8.1; 0 slices of k",
        "4; 64 128 1568 n t : digits/999999 | digits/999999 8.1; 999999 slices of k",
        "4; 64 128 1568 n t : thin/1 | thin/1 8.1; thin does not take",
        "4; 64 128 1568 n t : magic/1 | magic/1 8.1; MAGIC",
        "4; 64 128 1568 n t : digits | digits 8.1; 'digits' is no plan",
        "4; 64 128 99999999999 n t : words/1 | words/1 8.1; 99999999999",
        "4; 64 128 0 n t : words/1 | words/1 8.1; at least 1",
        "4; 512 1 30 t n : words/1 | words/1 8.1; twice",
        "4; 64 128; expected 'm n k op op",
        "6; end 3; expected 'end 2'",
        "6; <cut>; expected 'end 1'",
        "2; <cut>; the end, expected 'kernels",
        "0; <cut>; the end"
      })
  void refusesAForeignOrDamagedFile(int line, String text, String reason) throws IOException {
    Path file = table().write(directory);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    if (text.equals("<cut>")) {
      lines = lines.subList(0, line);
    } else {
      lines.set(line, text);
    }
    Files.write(file, lines);
    IOException refused =
        assertThrows(IOException.class, () -> MatmulTable.read(directory, DEVICE, KERNELS));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    assertTrue(refused.getMessage().contains("delete the file"), refused.getMessage());
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Path file = table().write(directory);
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    IOException refused =
        assertThrows(IOException.class, () -> MatmulTable.read(directory, DEVICE, KERNELS));
    assertTrue(refused.getMessage().contains("is no text"), refused.getMessage());
  }
}
