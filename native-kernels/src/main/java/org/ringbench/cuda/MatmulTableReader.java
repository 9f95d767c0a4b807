package org.ringbench.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link MatmulTable}'s file, and refuses whatever is not exactly one. */
final class MatmulTableReader {
  private static final Pattern LINE =
      Pattern.compile("(\\d+) (\\d+) (\\d+) ([nt]) ([nt]) : (\\S+) \\|((?: \\S+ \\d+\\.\\d)+)");
  private static final Pattern PLAN = Pattern.compile("([a-z]+)/(\\d+)");

  private final Path file;

  MatmulTableReader(Path file) {
    this.file = file;
  }

  /** Adds the file's lines to an empty table for this device and these kernels. */
  void read(MatmulTable table) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (java.nio.charset.MalformedInputException e) {
      throw new IOException(refusal(1, "is no text"), e);
    }
    List<String> header = table.header();
    for (int i = 0; i < header.size(); i++) {
      if (i >= lines.size() || !lines.get(i).equals(header.get(i))) {
        String found = i < lines.size() ? "'" + lines.get(i) + "'" : "the end";
        throw new IOException(refusal(i + 1, found + ", expected '" + header.get(i) + "'"));
      }
    }
    int last = lines.size() - 1;
    for (int i = header.size(); i < last; i++) {
      try {
        shape(lines.get(i), table);
      } catch (IllegalArgumentException e) {
        throw new IOException(refusal(i + 1, "'" + lines.get(i) + "': " + e.getMessage()), e);
      }
    }
    String end = "end " + table.size();
    if (last < header.size() || !lines.get(last).equals(end)) {
      throw new IOException(refusal(last + 1, "'" + lines.get(last) + "', expected '" + end + "'"));
    }
  }

  private String refusal(int line, String what) {
    return "matmul table %s, line %d: %s; delete the file, and the forms are timed anew"
        .formatted(file, line, what);
  }

  private static void shape(String line, MatmulTable table) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected 'm n k op op : plan | plan micros ...'");
    }
    MatmulShape shape =
        new MatmulShape(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            parts.group(4).equals("t"),
            parts.group(5).equals("t"));
    Map<MatmulPlan, Double> micros = new LinkedHashMap<>();
    String[] times = parts.group(7).strip().split(" ", -1);
    for (int i = 0; i < times.length; i += 2) {
      micros.put(plan(times[i], shape), Double.parseDouble(times[i + 1]));
    }
    MatmulPlan plan = plan(parts.group(6), shape);
    if (!micros.containsKey(plan)) {
      throw new IllegalArgumentException("no time for " + plan);
    }
    table.restore(shape, new MatmulTable.Entry(plan, micros));
  }

  private static MatmulPlan plan(String text, MatmulShape shape) {
    Matcher parts = PLAN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no plan");
    }
    MatmulForm form = MatmulForm.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
    if (!form.takes(shape)) {
      throw new IllegalArgumentException(form.id() + " does not take " + shape);
    }
    return new MatmulPlan(form, Integer.parseInt(parts.group(2)));
  }
}
