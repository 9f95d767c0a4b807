package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

class CudaTuningTest {
  @TempDir Path folder;

  private final EmulatedDriver driver = Emulation.driver();
  private String before;

  @BeforeEach
  void useTheFolder() {
    before = System.getProperty(MatmulTables.PROPERTY);
    System.setProperty(MatmulTables.PROPERTY, folder.toString());
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(MatmulTables.PROPERTY);
    } else {
      System.setProperty(MatmulTables.PROPERTY, before);
    }
    assertEquals(Map.of(), driver.leaks());
  }

  private static long[] product(RingBackend backend) {
    RingTensor x = backend.allocate(new Shape(3, 40));
    RingTensor y = backend.allocate(new Shape(40, 17));
    long[] words = new long[40 * 17];
    for (int i = 0; i < words.length; i++) {
      words[i] = i * 0x9E3779B97F4A7C15L;
    }
    backend.upload(words, 0, x);
    backend.upload(words, 0, y);
    RingTensor acc = backend.allocate(new Shape(3, 17));
    backend.matmul(-3, new MatmulTerm[] {new MatmulTerm(x, false, y, false)}, acc);
    long[] result = new long[3 * 17];
    backend.download(acc, result, 0);
    return result;
  }

  @Test
  void keepsWhatItMeasuredForLaterRuns() throws IOException {
    long[] expected;
    try (RingBackend backend = CudaBackend.open(driver, 0)) {
      expected = product(backend);
    }
    Path file;
    try (CudaTuning tuning = new CudaTuning(driver, 0);
        RingBackend backend = tuning.create()) {
      assertArrayEquals(expected, product(backend));
      assertArrayEquals(expected, product(backend));
      assertEquals(1, tuning.shapes());
      file = tuning.write();
    }
    assertTrue(Files.readString(file).contains("3 17 40 n n : "), Files.readString(file));
    try (CudaTuning again = new CudaTuning(driver, 0)) {
      assertEquals(1, again.shapes());
    }
  }

  @Test
  void refusesADamagedTableInOneSentence() throws IOException {
    Path file;
    try (CudaTuning tuning = new CudaTuning(driver, 0)) {
      file = tuning.write();
    }
    Files.writeString(file, "ringbench matmul table 1\nnonsense\n");
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> CudaBackend.open(driver, 0));
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("delete the file"), refusal.getMessage());
  }
}
