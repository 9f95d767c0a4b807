package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ringbench.cuda.CudaActivity.Counts;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.ring.Recording;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** What is counted of a GPU, on the emulated driver. */
class CudaActivityTest {
  private static final Shape SHAPE = new Shape(5, 6);

  private final EmulatedDriver driver = Emulation.driver();
  private final CudaActivity activity = CudaActivity.start();
  private final RingBackend backend = Emulation.provider(driver).create();

  @AfterEach
  void everythingIsGivenBack() {
    activity.close();
    backend.close();
    assertEquals(Map.of(), driver.leaks());
  }

  private static long[] words(RingBackend backend, RingTensor tensor) {
    long[] words = new long[tensor.size()];
    backend.download(tensor, words, 0);
    return words;
  }

  @Test
  void launchesAreCountedAndTimed() {
    RingTensor x = backend.allocate(SHAPE);
    backend.synchronise();
    Counts before = activity.counts();
    long launches = Emulation.launches(backend);
    for (int i = 0; i < 3; i++) {
      backend.addConstant(5, x);
      backend.synchronise();
    }
    Counts counts = activity.counts().since(before);
    assertEquals(3, counts.launches());
    assertEquals(Emulation.launches(backend) - launches, counts.launches());
    assertTrue(counts.kernelNanos() > 0, counts.toString());
    assertEquals(15, words(backend, x)[29]);
  }

  @Test
  void whatNobodyHasWaitedForHasNoTimeYet() {
    RingTensor x = backend.allocate(new Shape(1, 64));
    backend.synchronise();
    Counts before = activity.counts();
    backend.expand(backend.prg(new byte[16]), 1, 0, x); // launched at once, not queued
    Counts queued = activity.counts().since(before);
    assertTrue(queued.launches() > 0, queued.toString());
    assertEquals(0, queued.kernelNanos());
    backend.synchronise();
    assertTrue(activity.counts().since(before).kernelNanos() > 0);
  }

  @Test
  void copiesAreCountedByDirection() {
    RingTensor x = backend.allocate(SHAPE);
    backend.synchronise();
    Counts before = activity.counts();
    backend.upload(new long[30], 0, x);
    backend.upload(new long[30], 0, x);
    assertEquals(30, words(backend, x).length);
    Counts counts = activity.counts().since(before);
    assertEquals(2, counts.uploads());
    assertEquals(2 * 30 * Long.BYTES, counts.uploadedBytes());
    assertEquals(1, counts.downloads());
    assertEquals(30 * Long.BYTES, counts.downloadedBytes());
    assertEquals(0, counts.launches());
  }

  @Test
  void thePeakIsWhatWasAllocatedAtATime() {
    long before = activity.counts().peakBytes();
    assertTrue(before > 0, "the backend's own memory");
    long bytes = 1000 * Long.BYTES;
    try (RingBackend other = Emulation.provider(driver).create()) {
      other.allocate(new Shape(10, 100));
      assertTrue(activity.counts().peakBytes() >= before + bytes);
    }
    long peak = activity.counts().peakBytes();
    backend.allocate(new Shape(10, 100)); // from the pool
    assertEquals(peak, activity.counts().peakBytes());
  }

  /** A replay counts each of its kernels; recording them is no launch. */
  @Test
  void aGraphCountsForItsKernels() {
    RingTensor x = backend.allocate(SHAPE);
    RingTensor y = backend.allocate(SHAPE);
    backend.synchronise();
    Counts before = activity.counts();
    try (Recording recording =
        backend.record(
            List.of(),
            () -> {
              backend.addConstant(3, x);
              backend.sumRows(1, x, y.view(0, Shape.row(6)));
            })) {
      Counts recorded = activity.counts().since(before);
      assertEquals(0, recorded.launches());
      recording.replay(0);
      long once = activity.counts().since(before).launches();
      assertTrue(once >= 2, "the kernels of the recording: " + once);
      assertTrue(activity.counts().since(before).kernelNanos() > 0);
      recording.replay(0);
      assertEquals(2 * once, activity.counts().since(before).launches());
    }
  }

  @Test
  void afterItsEndNothingIsWatched() {
    activity.close();
    Counts before = activity.counts();
    assertSame(driver, CudaActivity.watch(driver), "the driver itself");
    try (RingBackend unwatched = Emulation.provider(driver).create()) {
      unwatched.addConstant(1, unwatched.allocate(SHAPE));
      unwatched.synchronise();
    }
    assertEquals(before, activity.counts());
  }

  @Test
  void thereIsOneAtATime() {
    Exception refusal = assertThrows(IllegalStateException.class, CudaActivity::start);
    assertEquals("the GPU's activity is watched already", refusal.getMessage());
  }

  @Test
  void theDriversRefusalsPassThrough() {
    Exception own = assertThrows(CudaException.class, () -> driver.device(7));
    Exception passed =
        assertThrows(CudaException.class, () -> CudaActivity.watch(driver).device(7));
    assertEquals(own.getMessage(), passed.getMessage());
  }
}
