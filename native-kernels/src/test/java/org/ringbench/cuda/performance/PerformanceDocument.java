package org.ringbench.cuda.performance;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.ringbench.cuda.performance.DeviceLog.Entry;
import org.ringbench.cuda.performance.DeviceLog.Launched;
import org.ringbench.emulator.GpuModel;
import org.ringbench.ptx.LaunchCounts;

/** Writes the generated part of {@code docs/gpu-performance.md}; takes about ten minutes. */
public final class PerformanceDocument {
  /** Starts the line before the generated part. */
  public static final String BEGIN = "<!-- generated: mvn -Ppredict-gpu";

  /** The line after it. */
  public static final String END = "<!-- end of the generated part -->";

  /** Microseconds that a launch is assumed to take of the host's thread. */
  static final double STREAM_LAUNCH = 4;

  /** Microseconds that a graph's node is assumed to take of the device. */
  static final double GRAPH_NODE = 1.5;

  private static final List<GpuRates> GPUS = List.of(GpuRates.A100, GpuRates.H100);
  private static final int SMALL = 64;
  private static final int HALF = 256;
  private static final int MIDDLE = 512;
  private static final int CHECK = 1_024;
  private static final int LARGE = 4_096;

  private final Markdown out = new Markdown();

  /** By GPU and what the step is called. */
  private final Map<GpuRates, Map<String, StepBound>> steps = new LinkedHashMap<>();

  private Map<String, LaunchCounts> counts = Map.of();
  private double checked;

  PerformanceDocument() {}

  @Override
  public String toString() {
    return out.toString();
  }

  /**
   * Rewrites the document.
   *
   * @param arguments the document's path
   */
  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    String text = Files.readString(path, StandardCharsets.UTF_8);
    int begin = text.indexOf('\n', text.indexOf(BEGIN)) + 1;
    int end = text.indexOf(END);
    if (!text.contains(BEGIN) || end < begin) {
      throw new IllegalArgumentException(path + ": expected the lines " + BEGIN + " and " + END);
    }
    PerformanceDocument document = new PerformanceDocument();
    document.write();
    Files.writeString(path, text.substring(0, begin) + document.out + text.substring(end));
  }

  private void write() {
    for (GpuRates gpu : GPUS) {
      runSteps(gpu);
    }
    writeRates();
    writeSteps();
    for (String name : List.of(mlp(SMALL), mlp(MIDDLE), mlp(LARGE), REGRESSION)) {
      writeKernels(name);
    }
    writeProducts();
    writeSingle();
    writeCounts();
  }

  private static final String REGRESSION = "linear regression, 512 x 64";

  private static String mlp(int batch) {
    return "MLP, batch " + String.format(Locale.ROOT, "%,d", batch);
  }

  private void runSteps(GpuRates gpu) {
    Map<String, StepBound> bounds = new LinkedHashMap<>();
    List<Entry> half = step(HALF, gpu);
    List<Entry> middle = step(MIDDLE, gpu);
    bounds.put(mlp(SMALL), new StepBound(step(SMALL, gpu), gpu));
    bounds.put(mlp(MIDDLE), new StepBound(middle, gpu));
    bounds.put(mlp(LARGE), new StepBound(Scaling.step(half, HALF, middle, MIDDLE, LARGE), gpu));
    bounds.put(
        REGRESSION,
        new StepBound(Workloads.step(Workloads.regression(), MIDDLE, gpu.model()), gpu));
    steps.put(gpu, bounds);
    if (gpu.equals(GpuRates.H100)) {
      Map<String, LaunchCounts> sums = new LinkedHashMap<>();
      Workloads.launches(middle)
          .forEach(l -> sums.merge(l.kernel(), l.counts(), LaunchCounts::plus));
      counts = sums;
      double predicted =
          new StepBound(Scaling.step(half, HALF, middle, MIDDLE, CHECK), gpu).micros();
      checked = predicted / new StepBound(step(CHECK, gpu), gpu).micros();
    }
  }

  private static List<Entry> step(int batch, GpuRates gpu) {
    long start = System.nanoTime();
    List<Entry> entries = Workloads.step(Workloads.mlp(), batch, gpu.model());
    System.err.printf(
        "%s, %s: %d s%n", gpu.name(), mlp(batch), (System.nanoTime() - start) / 1_000_000_000);
    return entries;
  }

  private static String exactly(double rate) {
    return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
  }

  void writeRates() {
    out.paragraph("### Rates");
    out.head(
        "GPU",
        ">multiprocessors",
        ">GHz",
        ">INT8 multiply-adds/clock/SM (`mma.sync`)",
        ">HBM GB/s",
        ">L2 bytes/clock");
    for (GpuRates gpu : GPUS) {
      out.row(
          gpu.name(),
          gpu.multiprocessors(),
          exactly(gpu.gigahertz()),
          exactly(gpu.int8PerClock()),
          exactly(gpu.hbmBytesPerSecond() * 1e-9),
          exactly(gpu.l2BytesPerClock()));
    }
  }

  private void writeSteps() {
    out.paragraph("### Steps: predicted, in microseconds");
    out.line(
        "Launches: party 0 / party 1 / dealer. Stream: the sum of all bounds and %s us for each launch and copy. Graph: %s us each. Critical path: the bounds along the longest chain of streams and events; with graph nodes: %s us for each of its launches and copies."
            .formatted(
                Markdown.number(STREAM_LAUNCH),
                Markdown.number(GRAPH_NODE),
                Markdown.number(GRAPH_NODE)));
    out.line("");
    out.head(
        "GPU",
        "step",
        ">launches",
        ">copies",
        ">party 0",
        ">party 1",
        ">dealer",
        ">sum",
        ">stream",
        ">graph",
        ">critical path",
        ">with graph nodes",
        "measured");
    steps.forEach(
        (gpu, bounds) ->
            bounds.forEach(
                (name, step) -> {
                  long nodes = step.launches() + step.copies();
                  out.row(
                      gpu.name(),
                      name,
                      step.launches(0) + " / " + step.launches(1) + " / " + step.launches(2),
                      step.copies(),
                      step.micros(0),
                      step.micros(1),
                      step.micros(2),
                      step.micros(),
                      step.micros() + STREAM_LAUNCH * nodes,
                      step.micros() + GRAPH_NODE * nodes,
                      step.criticalPath(0),
                      step.criticalPath(GRAPH_NODE),
                      Markdown.NOT_MEASURED);
                }));
    out.paragraph(
        "Batch %,d is extrapolated from %d and %d; the same from there to %,d gives %s of what that batch gives when it is run (H100, sum of bounds)."
            .formatted(LARGE, HALF, MIDDLE, CHECK, Markdown.number(checked)));
  }

  private void writeKernels(String name) {
    out.paragraph("### Kernels of a step: " + name);
    out.line("All launches of both parties and the dealer; predicted, in microseconds.").line("");
    out.head("kernel", ">launches", ">A100", "limit", ">launches", ">H100", "limit", "measured");
    StepBound a100 = steps.get(GpuRates.A100).get(name);
    StepBound h100 = steps.get(GpuRates.H100).get(name);
    TreeSet<String> kernels = new TreeSet<>(a100.kernels().keySet());
    kernels.addAll(h100.kernels().keySet());
    for (String kernel : kernels) {
      List<Object> cells = new ArrayList<>(List.of("`" + kernel + "`"));
      for (StepBound step : List.of(a100, h100)) {
        StepBound.Kernel k = step.kernels().get(kernel);
        cells.addAll(
            k == null ? List.of(0, "-", "-") : List.of(k.launches(), k.micros(), k.work().limit()));
      }
      cells.add(Markdown.NOT_MEASURED);
      out.row(cells.toArray());
    }
  }

  private void writeProducts() {
    out.paragraph("### Products of words: predicted, in microseconds");
    out.head(
        "GPU",
        "product",
        ">64-bit words",
        "limit",
        ">INT8 digits",
        "limit",
        ">words / digits",
        "measured");
    for (GpuRates gpu : GPUS) {
      LaunchBound words =
          bound(Workloads.product("words", false, false, 512, 512, 512, gpu.model()), gpu);
      LaunchBound digits =
          bound(Workloads.product("digits", false, false, 512, 512, 512, gpu.model()), gpu);
      writeProduct(gpu, "512^3", words, digits);
      writeProduct(gpu, "4096^3", largeProduct("words", gpu), largeProduct("digits", gpu));
    }
  }

  private void writeProduct(GpuRates gpu, String name, LaunchBound words, LaunchBound digits) {
    out.row(
        gpu.name(),
        name,
        words.bound(),
        words.limit(),
        digits.bound(),
        digits.limit(),
        words.bound() / digits.bound(),
        Markdown.NOT_MEASURED);
  }

  /**
   * 4096^3, from a tile's counts at 512 and 1,024 words along k: 64 x 64 tiles of eight of them.
   */
  private static LaunchBound largeProduct(String form, GpuRates gpu) {
    Launched product =
        Scaling.product(
            tile(form, 512), tile(form, 1_024), 4_096 / 512, 64L * 64, 3L * 4_096 * 4_096 / 4);
    return LaunchBound.of(product.counts(), product.blocks(), gpu);
  }

  /** One tile of a product, not sliced: on a GPU with one multiprocessor. */
  static Launched tile(String form, int k) {
    GpuModel one =
        new GpuModel("one multiprocessor", 9, 0, 1, 1L << 30, 1_755_000, 1, 1, 227 * 1_024);
    return Workloads.product(form, false, false, 64, k, 64, one).getFirst();
  }

  private static LaunchBound bound(List<Launched> launches, GpuRates gpu) {
    return launches.stream()
        .map(l -> LaunchBound.of(l.counts(), l.blocks(), gpu))
        .reduce(LaunchBound::plus)
        .orElseThrow();
  }

  private void writeSingle() {
    out.paragraph("### One launch of the kernels that steps use seldom or never");
    out.line(
        "`matmul_words_*` and `matmul_digits_*`: 256^3. `matmul_thin_*`: a 4,096 x 784 matrix, as"
            + " it is or transposed, by one column or eight. `plain_*`: 2^20 floats. Predicted, in"
            + " microseconds.");
    out.line("");
    out.head("kernel", ">A100", "limit", ">H100", "limit", "measured");
    List<Launched> a100 = single(GpuModel.A100);
    List<Launched> h100 = single(GpuModel.H100);
    for (int i = 0; i < a100.size(); i++) {
      LaunchBound a = bound(a100.subList(i, i + 1), GpuRates.A100);
      LaunchBound h = bound(h100.subList(i, i + 1), GpuRates.H100);
      out.row(
          "`" + a100.get(i).kernel() + "`",
          a.bound(),
          a.limit(),
          h.bound(),
          h.limit(),
          Markdown.NOT_MEASURED);
    }
  }

  private static List<Launched> single(GpuModel gpu) {
    List<Launched> launches = new ArrayList<>();
    for (String form : List.of("words", "digits")) {
      for (int i = 0; i < 4; i++) {
        launches.addAll(Workloads.product(form, i / 2 == 1, i % 2 == 1, 256, 256, 256, gpu));
      }
    }
    for (int columns : new int[] {1, 8}) {
      for (boolean transposed : new boolean[] {false, true}) {
        launches.addAll(Workloads.product("auto", transposed, false, 4_096, 784, columns, gpu));
      }
    }
    launches.addAll(Workloads.plain(1 << 20, gpu));
    return launches;
  }

  private void writeCounts() {
    out.paragraph("### Counts: " + mlp(MIDDLE) + ", as planned for H100");
    out.line(
        "PTX instructions of warps; bytes that lanes load and store; 32-byte sectors moved over the"
            + " fewest that hold those bytes (below 1: lanes share words); cycles of shared-memory"
            + " conflicts over those without.");
    out.line("");
    out.head(
        "kernel",
        ">warp instructions",
        ">lane instructions a byte",
        ">MB loaded",
        ">MB stored",
        ">sectors over fewest",
        ">conflicts over shared cycles");
    counts.keySet().stream()
        .sorted()
        .forEach(
            kernel -> {
              LaunchCounts c = counts.get(kernel);
              double bytes = c.globalBytesLoaded() + c.globalBytesStored();
              double shared = c.sharedBytes() / 128.0;
              out.row(
                  "`" + kernel + "`",
                  String.format(Locale.ROOT, "%,d", c.warpInstructions()),
                  c.laneInstructions() / bytes,
                  c.globalBytesLoaded() * 1e-6,
                  c.globalBytesStored() * 1e-6,
                  c.globalSectors() * 32 / bytes,
                  shared == 0 ? 0.0 : c.sharedConflictCycles() / shared);
            });
    out.line("");
  }
}
