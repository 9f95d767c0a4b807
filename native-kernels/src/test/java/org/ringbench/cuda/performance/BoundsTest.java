package org.ringbench.cuda.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.cuda.performance.DeviceLog.Awaited;
import org.ringbench.cuda.performance.DeviceLog.Copied;
import org.ringbench.cuda.performance.DeviceLog.Entry;
import org.ringbench.cuda.performance.DeviceLog.Launched;
import org.ringbench.cuda.performance.DeviceLog.Marked;
import org.ringbench.cuda.performance.LaunchBound.Resource;
import org.ringbench.emulator.GpuModel;
import org.ringbench.nn.LinearRegression;
import org.ringbench.ptx.LaunchCounts;

/** Clocks from counts, with the expected numbers worked out by hand. */
class BoundsTest {
  /** A clock of 1 GHz: a thousand clocks are a microsecond. */
  private static final GpuRates GPU =
      new GpuRates(GpuModel.A100, "of round numbers", 1, 2_048, 1e12, 5_120);

  private static LaunchCounts counts(Map<String, Long> byOpcode) {
    return new LaunchCounts(0, 0, byOpcode, 0, 0, 0, 0, 0, 0);
  }

  private static void assertBound(
      Resource limit, double micros, Map<String, Long> byOpcode, long blocks) {
    LaunchBound bound = LaunchBound.of(counts(byOpcode), blocks, GPU);
    assertEquals(micros, bound.micros().get(limit), 1e-9);
    assertEquals(micros, bound.bound(), 1e-9);
    assertEquals(micros, bound.micros().get(bound.limit()), 1e-9);
  }

  @Test
  void countsEachUnit() {
    // 64 lanes a clock: two warps. All of one block run on one multiprocessor.
    assertBound(Resource.MULTIPLY, 4, Map.of("mad.lo.u32", 8_000L), 1);
    assertBound(Resource.MULTIPLY, 12, Map.of("mul.lo.s64", 8_000L), 1);
    assertBound(Resource.ALU, 4, Map.of("shr.u32", 8_000L), 1);
    // Two logic operations an instruction.
    assertBound(Resource.ALU, 2, Map.of("xor.b32", 8_000L), 1);
    assertBound(Resource.ALU, 4, Map.of("xor.b64", 8_000L), 1);
    // Two additions an instruction, on both units.
    assertBound(Resource.ALU, 1, Map.of("add.s32", 8_000L), 1);
    // 2,000 on the one, 8,000 that may go to either: 5,000 each.
    assertBound(Resource.MULTIPLY, 2.5, Map.of("mad.lo.u32", 2_000L, "shl.b32", 8_000L), 1);
    // 4,096 multiply-adds an instruction, 2,048 a clock.
    assertBound(Resource.TENSOR, 2, Map.of("mma.sync", 1_000L), 1);
    assertBound(Resource.LOAD_STORE, 8, Map.of("shfl.sync", 8_000L), 1);
    assertBound(Resource.ISSUE, 2, Map.of("bra", 8_000L), 1);
  }

  @Test
  void movesAreFree() {
    assertEquals(0, MachineWork.one("mov.u32").issued());
    assertEquals(0, MachineWork.one("ld.param.u64").issued());
    assertEquals(1, MachineWork.one("ld.global.u64").memory());
  }

  @Test
  void wantsAWeightForEveryInstruction() {
    assertThrows(IllegalArgumentException.class, () -> MachineWork.one("tcgen05.mma"));
  }

  @Test
  void sharesTheWorkAmongMultiprocessorsWithBlocks() {
    Map<String, Long> work = Map.of("mad.lo.u32", 108_000L);
    assertBound(Resource.MULTIPLY, 54, work, 1);
    assertBound(Resource.MULTIPLY, 5.4, work, 10);
    assertBound(Resource.MULTIPLY, 0.5, work, 108);
    assertBound(Resource.MULTIPLY, 0.5, work, 5_000);
  }

  @Test
  void countsBytes() {
    LaunchCounts moved = new LaunchCounts(0, 0, Map.of(), 0, 0, 128_000, 320_000, 50_000, 500);
    LaunchBound all = LaunchBound.of(moved, 200, GPU);
    assertEquals(320_000 * 32 / 5_120 * 1e-3, all.micros().get(Resource.L2), 1e-9);
    assertEquals(50_000 * 32 / 1e6, all.micros().get(Resource.HBM), 1e-9);
    assertEquals(1.5 / 108, all.micros().get(Resource.SHARED), 1e-9);
    // One multiprocessor takes 64 bytes a clock.
    LaunchBound one = LaunchBound.of(moved, 1, GPU);
    assertEquals(160, one.micros().get(Resource.L2), 1e-9);
  }

  @Test
  void waitsForEvents() {
    LaunchCounts work = counts(Map.of("mad.lo.u32", 2_000L)); // 1 us on one multiprocessor
    Launched dealer = new Launched(2, "a", 1, work);
    Launched party = new Launched(1, "b", 1, work);
    List<Entry> entries =
        List.of(dealer, dealer, new Marked(2, 7), party, new Awaited(1, 7), party);
    StepBound step = new StepBound(entries, GPU);
    assertEquals(4, step.micros(), 1e-9);
    assertEquals(3, step.criticalPath(0), 1e-9);
    assertEquals(6, step.criticalPath(1), 1e-9);
    assertEquals(2, step.launches(1));
  }

  @Test
  void extrapolatesLaunchByLaunch() {
    List<Entry> small = List.of(launch("a", 3, 70), launch("b", 4, 10), new Copied(0, 80));
    List<Entry> large = List.of(launch("a", 5, 110), launch("c", 4, 30), new Copied(0, 160));
    // 70 + 40 a row of 10 more; another kernel grows with the batch.
    assertEquals(
        List.of(launch("a", 9, 190), launch("c", 8, 60), new Copied(0, 320)),
        Scaling.step(small, 10, large, 20, 40));
    assertThrows(
        IllegalArgumentException.class, () -> Scaling.step(small.subList(0, 1), 10, large, 20, 40));
  }

  private static Launched launch(String kernel, long blocks, long count) {
    return new Launched(
        0,
        kernel,
        blocks,
        new LaunchCounts(
            count, count, Map.of("x", count), count, count, count, count, count, count));
  }

  /** What 4096^3 is taken from: four tiles and three units of k, run and scaled. */
  @ParameterizedTest
  @ValueSource(strings = {"words", "digits"})
  void scalesProductsExactly(String form) {
    Launched one = PerformanceDocument.tile(form, 64);
    Launched two = PerformanceDocument.tile(form, 128);
    GpuModel gpu = new GpuModel("one", 9, 0, 1, 1L << 30, 1_000_000, 1, 1, 227 * 1_024);
    Launched run = Workloads.product(form, false, false, 128, 192, 128, gpu).getFirst();
    long touched = (2L * 128 * 192 + 128 * 128) / 4;
    assertEquals(run, Scaling.product(one, two, 3, 4, touched));
  }

  @Test
  void addsUpAStep() {
    List<Entry> entries = Workloads.step(new LinearRegression(6), 16, GpuModel.H100);
    StepBound step = new StepBound(entries, GpuRates.H100);
    double kernels = step.kernels().values().stream().mapToDouble(StepBound.Kernel::micros).sum();
    assertEquals(kernels, step.micros(), 1e-6);
    assertEquals(step.launches(), Workloads.launches(entries).size());
    double path = step.criticalPath(0);
    assertTrue(path <= step.micros() + step.copies(), () -> path + " of " + step.micros());
    for (int role = 0; role < 3; role++) {
      assertTrue(step.launches(role) > 0);
      assertTrue(path >= step.micros(role), "no role ends after the last");
    }
  }
}
