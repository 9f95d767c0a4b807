package org.ringbench.bench.gpu;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ringbench.bench.gpu.Step.StepException;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.run.Commit;
import org.ringbench.bench.run.Tier;
import org.ringbench.bench.table.Listing;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.nvml.GpuState;
import org.ringbench.cuda.nvml.Nvml;
import org.ringbench.cuda.nvml.NvmlException;

/** The steps of the check of a GPU. */
public final class GpuChecks {
  private static final String BACKEND = "cuda";

  private GpuChecks() {}

  /**
   * The check of a GPU that the CUDA backend can use.
   *
   * @param device as its driver describes it
   * @param id of the run
   * @param folder of the results
   * @param home the working tree
   * @param command the command line, for the record
   */
  public static GpuCheck of(DeviceInfo device, String id, Path folder, Path home, String command) {
    Tier tier = Tier.of("gpu");
    RunInfo run = RowsStep.info(id, Commit.of(home), tier, command);
    RowsStep rows = new RowsStep(tier, folder, run);
    return new GpuCheck(
        steps(BACKEND, device, new TuningStep(folder), rows), GpuChecks::states, System::nanoTime);
  }

  /** In order, each with the most that it may take of the time. */
  static List<Step> steps(String backend, DeviceInfo device, Step.Work tuning, RowsStep rows) {
    return List.of(
        new Step("1-found", Duration.ofSeconds(30), (log, _) -> found(log)),
        new Step("2-kernels", Duration.ofMinutes(2), new KernelStep(backend)),
        new Step(
            "3-sanitizer",
            Duration.ofSeconds(100),
            new SanitizerStep(backend, GpuFindings.tool("compute-sanitizer"))),
        new Step("4-tuning", Duration.ofSeconds(60), tuning),
        new Step("5-rows", Duration.ofMinutes(5), rows),
        new Step(
            "6-roofline",
            Duration.ofSeconds(10),
            (log, _) -> roofline(log, rows::rows, device, backend)));
  }

  private static String found(StepLog log) throws IOException {
    Listing listing = new Listing();
    GpuFindings.addTo(listing);
    for (Listing.Entry entry : listing.entries()) {
      log.add(
          Map.of("name", entry.name(), "value", entry.value()),
          entry.name() + ": " + entry.value());
    }
    return "see 1-found.txt";
  }

  static String roofline(StepLog log, Supplier<List<Row>> rows, DeviceInfo device, String backend)
      throws IOException, StepException {
    String best = "";
    double fastest = 0;
    for (Row row : rows.get()) {
      if (row.benchmark().equals(Names.RING_GEMM) && backend.equals(row.backend())) {
        double achieved = row.multiplyAdds() / (row.milliseconds().median() * 1e-3);
        String line = Roofline.line(row.size(), achieved, device);
        log.add(
            Map.of(
                "size", row.size(),
                "achieved", achieved,
                "cudaCores", Roofline.cudaCores(device),
                "tensorCores", Roofline.tensorCores(device).orElse(0)),
            line);
        best = achieved > fastest ? line : best;
        fastest = Math.max(fastest, achieved);
      }
    }
    if (best.isEmpty()) {
      throw new StepException("no product was measured, so there is nothing to compare");
    }
    return best;
  }

  private static List<GpuState> states() {
    try (Nvml nvml = Nvml.open()) {
      return nvml.devices();
    } catch (NvmlException _) {
      return List.of(); // the first step says so
    }
  }
}
