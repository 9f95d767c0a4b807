package org.ringbench.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ringbench.bench.gpu.GpuCheck;
import org.ringbench.bench.gpu.GpuCheck.Outcome;
import org.ringbench.bench.gpu.GpuCheck.Status;
import org.ringbench.bench.gpu.GpuChecks;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.jcuda.CudaDrivers;
import org.ringbench.cuda.jcuda.Probe;
import org.ringbench.ring.RingBackends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything that can be found out about a GPU in some minutes. */
@Command(
    name = "gpu-check",
    description = {
      "Checks a GPU: its kernels, its memory accesses, its speed.",
      "In order: what is found, every kernel against the Java backend, memory errors (with",
      "compute-sanitizer), the best kernel for each product, the GPU's rows of the benchmark, and"
          + " how",
      "close they come to what the hardware could do. Every step leaves its results at once."
    },
    footer = {"", "Examples:", "  ringbench gpu-check", "  ringbench gpu-check --limit 8m"},
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class GpuCheckCommand implements Callable<Integer> {
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,4})([smh]?)");
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The results folder (default: results/local/gpu-check/DATE-TIME).")
  Path out;

  @Option(
      names = "--limit",
      paramLabel = "TIME",
      defaultValue = "8m",
      description = "For all steps together, such as 90s or 8m (default: ${DEFAULT-VALUE}).")
  String limit;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Duration time = duration(limit);
    DeviceInfo device = device();
    String id = ID.format(Instant.now());
    Path home = Path.of(System.getProperty("ringbench.home", "")).toAbsolutePath();
    Path folder = out == null ? home.resolve(Path.of("results", "local", "gpu-check", id)) : out;
    String command =
        "ringbench "
            + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs());
    GpuCheck check = GpuChecks.of(device, id, folder, home, command);
    List<Outcome> outcomes = check.run(folder, time, System.err);
    spec.commandLine().getOut().println("Results: " + folder.resolve(GpuCheck.SUMMARY + ".txt"));
    spec.commandLine().getOut().flush();
    return exitCode(outcomes).status();
  }

  /** Refused unless the backend that is to be checked can run. */
  private static DeviceInfo device() {
    try {
      RingBackends.provider("cuda");
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
    return switch (CudaDrivers.probe()) {
      case Probe.Available available -> available.device();
      case Probe.Unavailable(String reason) -> throw new InputException(reason);
    };
  }

  /** Something wrong is more than something missing. */
  static ExitCode exitCode(List<Outcome> outcomes) {
    if (outcomes.stream().anyMatch(o -> o.status() == Status.FAILED)) {
      return ExitCode.INTERNAL_ERROR;
    }
    return outcomes.stream().anyMatch(o -> o.status() == Status.NOT_RUN)
        ? ExitCode.INCOMPLETE
        : ExitCode.OK;
  }

  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new InputException("--limit \"" + text + "\": expected a time such as 90s, 8m or 1h");
    }
    int number = Integer.parseInt(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
