package org.ringbench.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measured choices of a kernel, for one device and one state of the kernels' sources. As a file it
 * is text, one shape a line:
 *
 * <pre>
 * ringbench matmul table 1
 * device NVIDIA A100-SXM4-40GB
 * kernels 3b1f...
 * # m n k op(x) op(y): plan | microseconds of each plan that was timed
 * 64 128 1568 n n : digits/12 | words/1 31.2 words/24 8.1 digits/12 6.3
 * end 1
 * </pre>
 *
 * where op is {@code n} for an operand as it is, {@code t} for a transposed one, and a plan is the
 * kernel's form and its slices of k.
 */
final class MatmulTable {
  private static final String TITLE = "ringbench matmul table 1";
  private static final String LEGEND =
      "# m n k op(x) op(y): plan | microseconds of each plan that was timed";

  private final String device;
  private final String kernels;
  private final Map<MatmulShape, Entry> entries = new LinkedHashMap<>();

  /**
   * An empty table.
   *
   * @param device the device's name
   * @param kernels the hash of the kernels' sources
   */
  MatmulTable(String device, String kernels) {
    if (device.isBlank() || kernels.isBlank() || (device + kernels).contains("\n")) {
      throw new IllegalArgumentException(
          "matmul table for device '%s' and kernels '%s'".formatted(device, kernels));
    }
    this.device = device.strip();
    this.kernels = kernels.strip();
  }

  /** The plan for a shape, if it was measured. */
  Optional<MatmulPlan> plan(MatmulShape shape) {
    return Optional.ofNullable(entries.get(shape)).map(Entry::plan);
  }

  /** What was measured, by shape. */
  Map<MatmulShape, Entry> entries() {
    return Map.copyOf(entries);
  }

  /** Adds a shape with its times, at least one: the fastest plan is the choice. */
  void put(MatmulShape shape, Map<MatmulPlan, Double> micros) {
    MatmulPlan fastest =
        micros.entrySet().stream()
            .min(Map.Entry.comparingByValue())
            .orElseThrow(() -> new IllegalArgumentException("no time for " + shape))
            .getKey();
    entries.put(shape, new Entry(fastest, micros));
  }

  /**
   * A shape's choice.
   *
   * @param plan the fastest
   * @param micros microseconds of each plan that was timed
   */
  record Entry(MatmulPlan plan, Map<MatmulPlan, Double> micros) {
    Entry {
      micros = new LinkedHashMap<>(micros);
    }
  }

  /** Where a table for this device and these kernels lies in a directory. */
  Path file(Path directory) {
    String name = device.replaceAll("[^A-Za-z0-9.-]+", "_");
    String hash = kernels.substring(0, Math.min(16, kernels.length()));
    return directory.resolve("matmul-%s-%s.txt".formatted(name, hash));
  }

  /** Writes the table, whole or not at all, and returns its file. */
  Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = file(directory);
    Path draft = Files.createTempFile(directory, "matmul-", ".tmp");
    try {
      Files.write(draft, lines(), StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    return file;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(TITLE);
    lines.add("device " + device);
    lines.add("kernels " + kernels);
    lines.add(LEGEND);
    entries.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(ORDER))
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .forEach(lines::add);
    lines.add("end " + entries.size());
    return lines;
  }

  private static final Comparator<MatmulShape> ORDER =
      Comparator.comparingInt(MatmulShape::m)
          .thenComparingInt(MatmulShape::n)
          .thenComparingInt(MatmulShape::k)
          .thenComparing(MatmulShape::transposeX)
          .thenComparing(MatmulShape::transposeY);

  private static String line(MatmulShape shape, Entry entry) {
    StringBuilder line = new StringBuilder();
    line.append("%d %d %d ".formatted(shape.m(), shape.n(), shape.k()));
    line.append(op(shape.transposeX())).append(' ').append(op(shape.transposeY()));
    line.append(" : ").append(entry.plan()).append(" |");
    entry
        .micros()
        .forEach((plan, time) -> line.append(String.format(Locale.ROOT, " %s %.1f", plan, time)));
    return line.toString();
  }

  private static String op(boolean transpose) {
    return transpose ? "t" : "n";
  }

  /**
   * Reads the table of a directory; an empty one where there is none.
   *
   * @throws IOException naming the file and the line if it is damaged, or was written for another
   *     device or other kernels
   */
  static MatmulTable read(Path directory, String device, String kernels) throws IOException {
    MatmulTable table = new MatmulTable(device, kernels);
    Path file = table.file(directory);
    if (Files.exists(file)) {
      new MatmulTableReader(file).read(table);
    }
    return table;
  }

  /** The lines before the first shape. */
  List<String> header() {
    return List.of(TITLE, "device " + device, "kernels " + kernels, LEGEND);
  }

  /** Adds a shape as a file has it, with the plan that the file chose. */
  void restore(MatmulShape shape, Entry entry) {
    if (entries.putIfAbsent(shape, entry) != null) {
      throw new IllegalArgumentException(shape + " twice");
    }
  }

  int size() {
    return entries.size();
  }
}
