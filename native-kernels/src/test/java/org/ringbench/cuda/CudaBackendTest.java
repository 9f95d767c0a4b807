package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.JavaRingBackendProvider;
import org.ringbench.ring.Recording;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.RowIndices;
import org.ringbench.ring.Shape;

/** The host's side of a backend: threads, recordings, and its end. */
class CudaBackendTest {
  private static final byte[] KEY = new byte[16];
  private static final Shape ROWS = new Shape(5, 6);
  private static final Shape BATCH = new Shape(2, 6);

  private final EmulatedDriver driver = Emulation.driver();
  private final CudaBackend backend = CudaBackend.open(driver, 0);
  private final RingBackend java = new JavaRingBackendProvider().create();

  @AfterEach
  void everythingIsGivenBack() {
    backend.close();
    assertEquals(Map.of(), driver.leaks());
  }

  private static long[] words(RingBackend backend, RingTensor tensor) {
    long[] words = new long[tensor.size()];
    backend.download(tensor, words, 0);
    return words;
  }

  private static void onAnotherThread(Runnable work) {
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(work, task -> new Thread(task).start());
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** A context is current on a thread: a call from another one has to see to that. */
  @Test
  void anyThreadMayUseItInTurn() {
    RingTensor x = backend.allocate(ROWS);
    RowIndices rows = backend.rowIndices(2);
    RingTensor out = backend.allocate(BATCH);
    HostBuffer buffer = backend.hostBuffer(x);
    onAnotherThread(() -> backend.addConstant(5, x));
    onAnotherThread(() -> rows.set(new int[] {1, 2}));
    onAnotherThread(() -> backend.gatherRows(x, rows, out));
    assertEquals(5, words(backend, out)[11]);
    onAnotherThread(() -> buffer.write(1).fill((byte) 1));
    onAnotherThread(() -> buffer.written(1));
    onAnotherThread(() -> assertEquals(0x01, buffer.read(30).toArray(ValueLayout.JAVA_BYTE)[7]));
    onAnotherThread(backend::synchronise);
    onAnotherThread(backend::close);
  }

  @Test
  void aRecordingIsReplayedAndClosedOnAnyThread() {
    RingTensor x = backend.allocate(ROWS);
    Recording[] recording = new Recording[1];
    onAnotherThread(
        () -> recording[0] = backend.record(List.of(), () -> backend.addConstant(3, x)));
    assertArrayEquals(new long[30], words(backend, x), "recorded, not run");
    onAnotherThread(() -> recording[0].replay(0));
    assertEquals(3, words(backend, x)[29]);
    onAnotherThread(recording[0]::close);
    onAnotherThread(recording[0]::close);
    assertThrows(IllegalStateException.class, () -> recording[0].replay(0));
  }

  /** The work of two backends, with other rows and another part of the streams each time. */
  private static final class Step {
    final List<RingBackend> both;
    final RingTensor[] x = new RingTensor[2];
    final RingTensor[] out = new RingTensor[2];
    final RingBackend.Prg[] prg = new RingBackend.Prg[2];
    final RowIndices rows;

    Step(RingBackend a, RingBackend b) {
      both = List.of(a, b);
      for (int i = 0; i < 2; i++) {
        RingBackend one = both.get(i);
        prg[i] = one.prg(KEY);
        x[i] = one.allocate(ROWS);
        out[i] = one.allocate(BATCH);
        one.expand(prg[i], 77 + i, 0, x[i]);
      }
      rows = b.rowIndices(2);
    }

    /** What is recorded. */
    void run(int[] numbers, long offset) {
      rows.set(numbers);
      both.get(0).expand(prg[0], 5 + offset, 0, out[0]);
      both.get(1).gatherRows(x[1], rows, out[1]);
      both.get(1).addRow(3, x[1].view(0, Shape.row(6)), out[1]);
      both.get(0).axpy(7, out[0], out[0]);
    }

    long[] result(int i) {
      return words(both.get(i), out[i]);
    }
  }

  @Test
  void aRecordingSeesOtherRowsAndStreams() {
    try (CudaBackend beside = CudaBackend.open(driver, 0)) {
      Step step = new Step(backend, beside);
      Step expected = new Step(java, new JavaRingBackendProvider().create());
      int[] first = {0, 1};
      try (Recording recording = backend.record(List.of(beside), () -> step.run(first, 0))) {
        int[][] rows = {{0, 1}, {4, 2}, {4, 2}, {3, 3}};
        for (int replay = 0; replay < rows.length; replay++) {
          step.rows.set(rows[replay]);
          recording.replay(1L << 40 | replay);
          expected.run(rows[replay], 1L << 40 | replay);
          for (int i = 0; i < 2; i++) {
            assertArrayEquals(expected.result(i), step.result(i), "replay " + replay);
          }
        }
        // Work outside of recordings keeps its own streams.
        step.run(first, 0);
        expected.run(first, 0);
        assertArrayEquals(expected.result(0), step.result(0));
        assertArrayEquals(expected.result(1), step.result(1));
      }
    }
  }

  @Test
  void workThatFailsLeavesNoRecording() {
    RingTensor x = backend.allocate(ROWS);
    IllegalStateException own = new IllegalStateException("in the work");
    assertEquals(
        own,
        assertThrows(
            IllegalStateException.class,
            () ->
                backend.record(
                    List.of(),
                    () -> {
                      backend.addConstant(1, x);
                      throw own;
                    })));
    backend.addConstant(10, x);
    assertTrue(words(backend, x)[0] >= 10, "the backend goes on");
  }

  /** The driver would fail if memory were freed that queued work uses. */
  @Test
  void mayBeClosedWithWorkPending() {
    RingTensor x = backend.allocate(new Shape(64, 64));
    HostBuffer buffer = backend.hostBuffer(x);
    buffer.write(4096).fill((byte) 3);
    buffer.written(4096);
    try (CudaBackend beside = CudaBackend.open(driver, 0)) {
      RingTensor copy = beside.allocate(new Shape(64, 64));
      backend.expand(backend.prg(KEY), 1, 0, x);
      beside.copyFrom(backend, x, copy);
      backend.sub(x, x, x);
      backend.close();
      RingTensor expected = java.allocate(new Shape(64, 64));
      java.expand(java.prg(KEY), 1, 0, expected);
      assertArrayEquals(words(java, expected), words(beside, copy));
    }
  }

  @Test
  void aBrokenTableOfPlansIsNamedAndLeavesNothingOpen(@TempDir Path directory) throws IOException {
    String before = System.getProperty(MatmulTables.PROPERTY);
    System.setProperty(MatmulTables.PROPERTY, directory.toString());
    try {
      EmulatedDriver other = Emulation.driver();
      String device = other.device(0).name();
      new MatmulTable(device, MatmulTables.kernels()).write(directory);
      try (var files = Files.list(directory)) {
        Files.writeString(files.findFirst().orElseThrow(), "nonsense\n");
      }
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> CudaBackend.open(other, 0));
      assertTrue(refused.getMessage().contains(MatmulTables.PROPERTY), refused.getMessage());
      assertTrue(refused.getMessage().contains("delete the file"), refused.getMessage());
      assertEquals(Map.of(), other.leaks());
    } finally {
      if (before == null) {
        System.clearProperty(MatmulTables.PROPERTY);
      } else {
        System.setProperty(MatmulTables.PROPERTY, before);
      }
    }
  }
}
