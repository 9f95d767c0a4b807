package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.data.DataException;
import org.ringbench.net.Role;
import org.ringbench.ring.Shape;

class CheckpointFolderTest {
  @TempDir Path folder;

  private CheckpointFolder saved(int... epochs) {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, Role.WORKER0);
    for (int epoch : epochs) {
      checkpoints.save(
          epoch,
          Map.of("run", "abc"),
          Map.of("bias", new ShareFile.Tensor(new Shape(1, 1), new long[] {epoch})));
    }
    return checkpoints;
  }

  private String refusal() {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, Role.WORKER0);
    return assertThrows(DataException.class, checkpoints::read).getMessage();
  }

  @Test
  void keepsTheLatestTwo() {
    var read = saved(1, 2, 3).read();
    assertEquals(List.of(2, 3), List.copyOf(read.keySet()));
    assertArrayEquals(new long[] {3}, read.get(3).tensors().get("bias").words());
    assertEquals("abc", read.get(3).get("run"));
  }

  /** After a resume from epoch 2, what a lost run saved as epoch 3 must not be gone on from. */
  @Test
  void dropsWhatLiesBeyond() {
    assertEquals(List.of(1, 2), List.copyOf(saved(1, 2, 3, 1, 2).read().keySet()));
  }

  @Test
  void leavesOtherRolesAlone() {
    saved(1);
    new CheckpointFolder(folder, Role.WORKER1).save(4, Map.of(), Map.of());
    assertEquals(List.of(1), List.copyOf(saved().read().keySet()));
  }

  @Test
  void refusesADamagedOne() throws Exception {
    saved(1, 2);
    Path file = folder.resolve("rank0-epoch2.shares");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertEquals(file + ": is damaged: its checksum does not fit its content", refusal());
    Files.write(file, new byte[0]);
    assertEquals(file + ": holds no shares of RingBench", refusal());
  }

  @Test
  void refusesARenamedOne() throws Exception {
    saved(1);
    Path file = folder.resolve("rank0-epoch5.shares");
    Files.move(folder.resolve("rank0-epoch1.shares"), file);
    assertEquals(
        file + ": says that it is epoch 1 of worker 0: expected epoch 5 of worker 0", refusal());
    new CheckpointFolder(folder, Role.WORKER1).save(5, Map.of(), Map.of());
    Files.delete(file);
    Files.move(folder.resolve("rank1-epoch5.shares"), file);
    assertEquals(
        file + ": says that it is epoch 5 of worker 1: expected epoch 5 of worker 0", refusal());
  }
}
