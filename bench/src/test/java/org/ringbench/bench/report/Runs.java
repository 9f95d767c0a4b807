package org.ringbench.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.ChangedRow;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Fingerprint;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.results.Statistics;

/** Runs to make pages of; their figures are drawn from a seed and stand for nothing. */
final class Runs {
  private static final List<Integer> BITS = List.of(8, 12, 16, 20, 24);
  private static final List<Integer> BATCHES = List.of(16, 64, 128, 512);
  private static final List<String> PARTS =
      List.of("gemm", "truncation", "comparison", "selection", "communication", "waiting", "other");

  private Runs() {}

  /** A run with everything that a page can show. */
  static Results rich() {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (int batch : BATCHES) {
      rows.add(plaintext(batch, Names.JAVA_FLOAT, 0.38 * batch / 64, random));
      rows.add(plaintext(batch, Names.ND4J, 0.6 * batch / 64, random));
      for (int bits : BITS) {
        if (batch == 16 && bits > 16) {
          continue; // not run
        }
        for (String phase : List.of(Names.TOTAL, Names.ONLINE, Names.OFFLINE)) {
          double time =
              (phase.equals(Names.OFFLINE) ? 3 : phase.equals(Names.ONLINE) ? 6 : 8) * batch / 64.0;
          rows.add(
              encrypted(batch, bits, phase, "in-memory", time, bits == 20 ? 0.3 : 0.02, random));
        }
      }
      rows.add(
          row(
              Names.TRAINING_STEP,
              parameters("mlp", Names.FIXED, Names.TOTAL, batch, 16, null),
              1.4 * batch / 64,
              0.02,
              Map.of("threads", 2L),
              Map.of(),
              random));
    }
    rows.add(encrypted(64, 16, Names.TOTAL, "lan-1g", 35, 0.02, random));
    rows.add(encrypted(64, 16, Names.TOTAL, "wan", 455, 0.02, random));
    for (String size : List.of("64x784x128", "512x512x512", "1024x1024x1024")) {
      for (String backend : List.of("java", "native")) {
        long count = count(size);
        rows.add(
            row(
                Names.RING_GEMM,
                Map.of("size", size, "backend", backend),
                count / (backend.equals("java") ? 1.6e7 : 3.4e7),
                0.01,
                Map.of("multiplyAdds", count),
                Map.of(),
                random));
      }
    }
    rows.add(
        row(
            Names.RING_PEAK,
            Map.of(),
            8.2,
            0.01,
            Map.of("multiplyAdds", 190_000_000L),
            Map.of(),
            random));
    rows.add(
        row(
            Names.FLOAT_PEAK,
            Map.of(),
            11,
            0.01,
            Map.of("multiplyAdds", 600_000_000L),
            Map.of(),
            random));
    rows.add(
        row(
            Names.RELU,
            Map.of(
                "elements",
                "1000000",
                "fractionBits",
                "16",
                "comparison",
                "radix4",
                "backend",
                "java"),
            38,
            0.05,
            Map.of("rounds", 4L, "bytesSentPerParty", 12_250_000L, "dealerBytes", 90_000_000L),
            Map.of(),
            random));
    return Results.of(
        run("20261122-050000", "publish"), Examples.results().environment(), rows, accuracy());
  }

  /**
   * A whole run, an incomplete one and one without a plaintext row, from two classes of machine.
   */
  static List<Source> unlike() {
    Results rich = rich();
    Environment own = rich.environment();
    Environment other =
        new Environment(
            "Another CPU",
            8,
            64_000_000_000L,
            own.os(),
            own.jdk(),
            null,
            8,
            256,
            own.cpuFlags(),
            own.jvmFlags(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    Results incomplete =
        Results.of(
            run("20261122-060000", "smoke"),
            other,
            List.of(
                new Missing(
                    "trainingStep mlp encrypted offline", "the fork ended with status 137")),
            Examples.results().rows(),
            List.of());
    List<Row> encrypted =
        rich.rows().stream().filter(row -> Names.ENCRYPTED.equals(row.engine())).limit(6).toList();
    Results alone = Results.of(run("20261122-070000", "smoke"), own, encrypted, List.of());
    return List.of(Source.of(rich), new Source(incomplete, 1), Source.of(alone));
  }

  /** A run of many rows with the entropy of measured ones. */
  static Results large(int count) {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    rows.add(plaintext(64, Names.JAVA_FLOAT, 0.4, random));
    for (int i = 1; i < count; i++) {
      int batch = 64 + i / 50;
      rows.add(
          encrypted(i % 20 == 0 ? 64 : batch, 1 + i % 50, Names.TOTAL, "net" + i, 8, 0.05, random));
    }
    return Results.of(
        run("20261122-080000", "nightly"), Examples.results().environment(), rows, accuracy());
  }

  static History history() {
    List<History.Point> points = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      double level = i < 25 ? 22 : 17;
      points.add(
          new History.Point("run " + i, "%07x".formatted(i * 7919), level + random.nextGaussian()));
    }
    return new History(
        List.of(
            new History.Series(headline(), "Example CPU", "times plaintext", points, List.of(25))));
  }

  private static String headline() {
    return rich().rows().stream()
        .map(Row::id)
        .filter(
            id ->
                id.contains("phase=total fractionBits=16 batchSize=64") && id.endsWith("in-memory"))
        .findFirst()
        .orElseThrow();
  }

  static RunInfo run(String id, String tier) {
    return new RunInfo(
        id,
        "2026-11-22T05:00:00Z",
        "2026-11-22T05:40:00Z",
        "0123456789ab",
        tier,
        "ringbench run --tier " + tier,
        null);
  }

  static Row plaintext(int batch, String engine, double time, Random random) {
    return row(
        Names.TRAINING_STEP,
        parameters("mlp", engine, Names.TOTAL, batch, null, null),
        time,
        0.02,
        Map.of("multiplyAdds", 15_000_000L * batch / 64, "threads", 2L),
        Map.of(),
        random);
  }

  static Row encrypted(
      int batch, int bits, String phase, String network, double time, double noise, Random random) {
    Map<String, String> parameters =
        parameters("mlp", Names.ENCRYPTED, phase, batch, bits, "radix4");
    parameters.put("network", network);
    Map<String, Long> counters = new LinkedHashMap<>();
    if (!phase.equals(Names.OFFLINE)) {
      counters.put("rounds", 18L);
      counters.put("bytesSentPerParty", 34_375L * batch);
      counters.put("firstStepBytesSentPerParty", 37_500L * batch);
    }
    counters.put("dealerBytes", 31_000L * batch);
    counters.put("allocatedBytesPerStep", 26_000L);
    counters.put("multiplyAdds", 75_000_000L * batch / 64);
    Map<String, Double> shares = new LinkedHashMap<>();
    if (phase.equals(Names.ONLINE)) {
      for (int i = 0; i < PARTS.size(); i++) {
        shares.put(PARTS.get(i), List.of(0.4, 0.2, 0.1, 0.05, 0.1, 0.1, 0.05).get(i));
      }
    }
    return row(Names.TRAINING_STEP, parameters, time, noise, counters, shares, random);
  }

  private static Map<String, String> parameters(
      String model, String engine, String phase, int batch, Integer bits, String comparison) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("model", model);
    parameters.put("engine", engine);
    parameters.put("phase", phase);
    if (bits != null) {
      parameters.put("fractionBits", bits.toString());
    }
    parameters.put("batchSize", String.valueOf(batch));
    if (comparison != null) {
      parameters.put("comparison", comparison);
    }
    parameters.put("activation", "relu");
    if (engine.equals(Names.ENCRYPTED)) {
      parameters.put("backend", "java");
    }
    return parameters;
  }

  static Row row(
      String benchmark,
      Map<String, String> parameters,
      double time,
      double noise,
      Map<String, Long> counters,
      Map<String, Double> shares,
      Random random) {
    List<Double> forks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      forks.add(time * Math.exp(noise * random.nextGaussian()));
    }
    Map<String, Double> phases = new LinkedHashMap<>();
    double median = Statistics.median(forks);
    shares.forEach((part, share) -> phases.put(part, share * median));
    StringBuilder id = new StringBuilder(benchmark);
    parameters.forEach((axis, value) -> id.append(' ').append(axis).append('=').append(value));
    return new Row(
        id.toString(),
        benchmark,
        parameters,
        Fingerprint.of(benchmark, parameters, Fingerprint.NO_PROGRAM),
        Statistics.interval(forks),
        forks,
        counters,
        phases,
        Map.of());
  }

  private static long count(String size) {
    long product = 1;
    for (String side : size.split("x", -1)) {
      product *= Long.parseLong(side);
    }
    return product;
  }

  private static List<Accuracy> accuracy() {
    List<Double> floats =
        List.of(0.366, 0.514, 0.597, 0.648, 0.673, 0.691, 0.703, 0.719, 0.728, 0.741);
    List<Double> fixed = floats.stream().map(a -> a - 0.002).toList();
    List<Accuracy> all = new ArrayList<>();
    all.add(new Accuracy("mlp", Names.JAVA_FLOAT, null, 10, floats, 640, 640));
    for (int bits : BITS) {
      List<Double> own = fixed.stream().map(a -> a - 0.05 / bits).toList();
      all.add(new Accuracy("mlp", Names.FIXED, bits, 10, own, 640, 640));
      all.add(new Accuracy("mlp", Names.ENCRYPTED, bits, 10, own, 640, 640));
    }
    return all;
  }

  /** The same run with these facts in every row. */
  static Results with(Results run, Map<String, String> facts) {
    List<Row> rows = run.rows().stream().map(row -> ChangedRow.facts(row, facts)).toList();
    return Results.of(run.run(), run.environment(), rows, run.accuracy());
  }

  /** A run of both rulers alone, with these forks. */
  static Results withRulers(Double... forks) {
    Results rich = rich();
    List<Row> rows = new ArrayList<>();
    for (String ruler : List.of(Names.RING_PEAK, Names.FLOAT_PEAK)) {
      rows.add(
          new Row(
              ruler,
              ruler,
              Map.of(),
              Fingerprint.of(ruler, Map.of(), Fingerprint.NO_PROGRAM),
              Statistics.interval(List.of(forks)),
              List.of(forks),
              Map.of("multiplyAdds", 19_200_000L),
              Map.of(),
              Map.of()));
    }
    return Results.of(rich.run(), rich.environment(), rows, List.of());
  }
}
