package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.data.DataException;
import org.ringbench.ring.Shape;

class ShareFileTest {
  @TempDir Path folder;

  private Path written() {
    Path file = folder.resolve("worker0.shares");
    Map<String, ShareFile.Tensor> tensors =
        Map.of("weight", new ShareFile.Tensor(new Shape(2, 3), new long[] {1, -2, 3, 4, 5, 6}));
    new ShareFile(new TreeMap<>(Map.of("run", "abc")), tensors).write(file);
    return file;
  }

  @Test
  void readsWhatItWrote() {
    ShareFile read = ShareFile.read(written());
    assertEquals("abc", read.get("run"));
    assertEquals(new Shape(2, 3), read.tensors().get("weight").shape());
    assertArrayEquals(new long[] {1, -2, 3, 4, 5, 6}, read.tensors().get("weight").words());
  }

  /** A changed byte or a cut at any place is refused with a sentence. */
  @Test
  void refusesDamage() throws Exception {
    Path file = written();
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertTrue(refusal(file).matches(".*: (is damaged: .*|holds no shares of RingBench)"));
      Files.write(file, Arrays.copyOf(whole, at));
      assertTrue(refusal(file).matches(".*: (is damaged: .*|holds no shares of RingBench)"));
    }
  }

  private static String refusal(Path file) {
    return assertThrows(DataException.class, () -> ShareFile.read(file)).getMessage();
  }
}
