package org.ringbench.bench.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.gpu.Step.StepException;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.Statistics;
import org.ringbench.bench.run.Measured;
import org.ringbench.bench.run.Tier;
import org.ringbench.cuda.driver.DeviceInfo;

/** The steps with the Java backend in the place of a GPU's. */
class StepsTest {
  private static final DeviceInfo A100 =
      new DeviceInfo(0, "A100", 8, 0, 108, 40L << 30, 1_410_000, 1_215_000, 5120, 166_912);
  private static final DeviceInfo H100 =
      new DeviceInfo(0, "H100", 9, 0, 132, 80L << 30, 1_830_000, 2_619_000, 5120, 232_448);
  private static final DeviceInfo UNKNOWN =
      new DeviceInfo(0, "Later", 12, 0, 10, 1L << 30, 1_000_000, 1_000_000, 64, 100_000);

  @TempDir Path folder;

  /** Dies at once on one kernel, fails on another, is wrong on a third; all else passes. */
  static final class Dying {
    private Dying() {}

    /** Takes what {@link BackendWorker} takes. */
    public static void main(String[] arguments) {
      List<String> kernels = BackendCheck.kernels();
      for (int i = Integer.parseInt(arguments[1]); i < kernels.size(); i++) {
        String kernel = kernels.get(i);
        System.out.println("begin\t" + kernel + "\t0\t");
        switch (kernel) {
          case "add" -> {
            System.out.println("an illegal address");
            Runtime.getRuntime().halt(134);
          }
          case "sub" -> {
            System.out.println("broken\tsub\t3\tCudaException: lost");
            System.exit(1);
          }
          case "xor" -> System.out.println("wrong\txor\t2\t1 of 7 words differ");
          default -> System.out.println("passed\t" + kernel + "\t1\t");
        }
      }
    }
  }

  @Test
  void everyKernelRunsInAJvmOfItsOwn() throws Exception {
    try (StepLog log = new StepLog(folder, "kernels")) {
      assertEquals(
          "all %d kernels equal the Java backend's, bit for bit"
              .formatted(BackendCheck.kernels().size()),
          new KernelStep("java").run(log, in(Duration.ofMinutes(2))));
    }
    assertEquals(BackendCheck.kernels().size(), lines("kernels.jsonl").size());
  }

  @Test
  void aKernelThatEndsTheJvmTakesNoOtherWithIt() throws Exception {
    try (StepLog log = new StepLog(folder, "kernels")) {
      KernelStep step = new KernelStep("java", Dying.class.getName());
      Exception e =
          assertThrows(StepException.class, () -> step.run(log, in(Duration.ofMinutes(2))));
      assertEquals(
          "3 of %d kernels are wrong, the first is add: ended its JVM with status 134: an illegal"
                  .formatted(BackendCheck.kernels().size())
              + " address",
          e.getMessage());
    }
    List<String> lines = lines("kernels.txt");
    assertEquals(BackendCheck.kernels().size(), lines.size());
    assertEquals(3, lines.stream().filter(line -> !line.contains(" passed ")).count());
  }

  @Test
  void aBackendThatDoesNotStartIsOneProblem() throws Exception {
    try (StepLog log = new StepLog(folder, "kernels")) {
      KernelStep step = new KernelStep("abacus");
      String message =
          assertThrows(StepException.class, () -> step.run(log, in(Duration.ofMinutes(2))))
              .getMessage();
      assertTrue(message.contains("backend \"abacus\" is unknown"), message);
    }
  }

  @Test
  void withoutTimeKernelsAreNotRun() throws Exception {
    try (StepLog log = new StepLog(folder, "kernels")) {
      KernelStep step = new KernelStep("java");
      String message =
          assertThrows(StepException.class, () -> step.run(log, in(Duration.ZERO))).getMessage();
      assertTrue(message.endsWith("kernels not run: time limit"), message);
    }
  }

  @Test
  void withoutComputeSanitizerItsStepIsSkipped() throws Exception {
    try (StepLog log = new StepLog(folder, "sanitizer")) {
      String message =
          new SanitizerStep("java", Optional.empty()).run(log, in(Duration.ofMinutes(1)));
      assertTrue(message.startsWith("skipped: compute-sanitizer is not found"), message);
    }
  }

  @Test
  void computeSanitizersVerdictIsTold() throws Exception {
    assertEquals("compute-sanitizer found nothing", sanitize("shift 4; exec \"$@\" >/dev/null"));
    assertEquals(
        "compute-sanitizer found memory errors",
        assertThrows(StepException.class, () -> sanitize("echo invalid read; exit 86"))
            .getMessage());
    assertTrue(lines("sanitizer.txt").contains("invalid read"));
    assertEquals(
        "the check ended with status 3",
        assertThrows(StepException.class, () -> sanitize("exit 3")).getMessage());
  }

  private String sanitize(String script) throws Exception {
    Path program = folder.resolve("fake-sanitizer");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    try (StepLog log = new StepLog(folder, "sanitizer")) {
      return new SanitizerStep("java", Optional.of(program)).run(log, in(Duration.ofMinutes(2)));
    }
  }

  @Test
  void rowsArePublishedAndFailuresTold() throws Exception {
    Tier gpu = Tier.of("gpu");
    RowsStep step =
        new RowsStep(
            gpu,
            folder,
            RowsStep.info("20260101-000000", "abc", gpu, "ringbench gpu-check"),
            (tier, _, _, listener) -> {
              listener.measured(tier.cells().getFirst(), 1, 2.5);
              listener.failed(tier.cells().get(1), "no cuBLAS");
              return new Measured(
                  List.of(gemm("512x512x512", 0.1)),
                  List.of(
                      new Missing(tier.cells().get(1).toString(), "no cuBLAS"),
                      new Missing(tier.cells().get(2).toString(), "time limit after 0 of 3 forks")),
                  List.of());
            });
    try (StepLog log = new StepLog(folder, "rows")) {
      String message =
          assertThrows(StepException.class, () -> step.run(log, in(Duration.ofMinutes(1))))
              .getMessage();
      assertEquals("1 rows, 2 cells missing (see the step's files)", message);
    }
    String text = String.join("\n", lines("rows.txt"));
    assertTrue(text.contains("fork 1: 2.5000 ms"), text);
    assertTrue(text.contains("failed: no cuBLAS"), text);
    assertTrue(text.contains("missing: time limit"), text);
    assertTrue(Files.exists(folder.resolve("latest.json")));
    assertEquals(1, step.rows().size());
  }

  @Test
  void achievedIsHeldAgainstTheRoofline() throws Exception {
    try (StepLog log = new StepLog(folder, "roofline")) {
      String message =
          GpuChecks.roofline(
              log,
              () -> List.of(gemm("512x512x512", 0.1), gemm("1024x1024x1024", 0.5)),
              A100,
              "cuda");
      assertEquals(
          "1024x1024x1024: 2147.5 G multiply-adds/s, 66.1% of the CUDA cores' 3248.6 G"
              + " multiply-adds/s, 24.8% of the tensor cores' 8663.0 G multiply-adds/s",
          message);
    }
    assertEquals(2, lines("roofline.jsonl").size());
    try (StepLog log = new StepLog(folder, "roofline")) {
      assertThrows(StepException.class, () -> GpuChecks.roofline(log, List::of, A100, "cuda"));
    }
  }

  @Test
  void tensorCoresOfHopperAreThreeTimesItsCudaCores() {
    assertTrue(Roofline.tensorCores(H100).orElseThrow() > 3 * Roofline.cudaCores(H100));
    assertTrue(Roofline.tensorCores(UNKNOWN).isEmpty());
    assertTrue(
        Roofline.line("1x1x1", 1, UNKNOWN).endsWith("no rate of INT8 mma.sync is known for 12.0"));
  }

  /** A product of the CUDA backend. */
  private static Row gemm(String size, double millis) {
    long multiplyAdds = 1;
    for (String side : size.split("x", -1)) {
      multiplyAdds *= Long.parseLong(side);
    }
    List<Double> forks = List.of(millis, millis, millis);
    Interval interval = Statistics.interval(forks);
    return new Row(
        "ringGemm " + size + " cuda",
        Names.RING_GEMM,
        Map.of("size", size, "backend", "cuda"),
        "0123456789abcdef",
        interval,
        forks,
        Map.of("multiplyAdds", multiplyAdds),
        Map.of(),
        Map.of());
  }

  private static Deadline in(Duration time) {
    return new Deadline(time, System::nanoTime);
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }
}
