package org.ringbench.bench.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as a run might give them. */
public final class Examples {
  private Examples() {}

  /** A run with two models, all engines and phases, kernels and accuracy. */
  public static Results results() {
    return Results.of(run(), environment(), rows(), accuracy());
  }

  /** The run that they are of. */
  public static RunInfo run() {
    return new RunInfo(
        "20261121-142530",
        "2026-11-21T14:25:30Z",
        "2026-11-21T14:28:59Z",
        "0123456789ab",
        "smoke",
        "ringbench run",
        null);
  }

  /** The machine that it ran on. */
  public static Environment environment() {
    return new Environment(
        "Example CPU",
        2,
        16_000_000_000L,
        "Linux 6.1 amd64",
        "Eclipse Adoptium 25.0.3+9-LTS",
        null,
        2,
        512,
        List.of("avx512f", "avx512dq"),
        List.of("--add-modules=jdk.incubator.vector"),
        "ND4J 1.0.0-M2.1, OPENBLAS",
        2,
        "0x2b000603",
        "performance",
        null,
        1.5,
        8_000_000_000L,
        null);
  }

  /** Its rows. */
  public static List<Row> rows() {
    return List.of(
        encrypted("mlp", 64, 16, "radix4", Names.TOTAL, 8.4),
        plaintext("mlp", Names.ND4J, 64, 0.81),
        plaintext("mlp", Names.JAVA_FLOAT, 64, 0.74),
        encrypted("mlp", 64, 16, "radix4", Names.ONLINE, 5.9),
        encrypted("mlp", 64, 16, "radix4", Names.OFFLINE, 3.1),
        encrypted("mlp", 64, 16, "radix2", Names.TOTAL, 10.2),
        fixed("mlp", 64, 16, 2.2),
        encrypted("mlp", 512, 16, "radix4", Names.TOTAL, 51.4),
        plaintext("mlp", Names.ND4J, 512, 3.21),
        encrypted("linreg", 512, 16, null, Names.TOTAL, 0.42),
        plaintext("linreg", Names.ND4J, 512, 0.0213),
        kernel(Names.RING_GEMM, "512x512x512", 512L * 512 * 512, 11.9),
        kernel(Names.RING_PEAK, null, 100_000_000L, 8.2),
        kernel(Names.FLOAT_PEAK, null, 1_000_000_000L, 11.1),
        relu(41.7));
  }

  /** An encrypted training step. */
  public static Row encrypted(
      String model, int batch, int bits, String comparison, String phase, double milliseconds) {
    boolean isOnline = !phase.equals(Names.OFFLINE);
    return row(
        Names.TRAINING_STEP,
        model,
        Names.ENCRYPTED,
        bits,
        batch,
        comparison,
        phase,
        milliseconds,
        isOnline ? 18L : null,
        isOnline ? 35_000L * batch : null,
        31_000L * batch,
        12_300L,
        null,
        38_000_000L * batch / 64);
  }

  /** A plaintext training step. */
  public static Row plaintext(String model, String engine, int batch, double milliseconds) {
    return row(
        Names.TRAINING_STEP,
        model,
        engine,
        null,
        batch,
        null,
        Names.TOTAL,
        milliseconds,
        null,
        null,
        null,
        400L,
        null,
        15_000_000L * batch / 64);
  }

  private static Row fixed(String model, int batch, int bits, double milliseconds) {
    return row(
        Names.TRAINING_STEP,
        model,
        Names.FIXED,
        bits,
        batch,
        null,
        Names.TOTAL,
        milliseconds,
        null,
        null,
        null,
        2_000L,
        null,
        null);
  }

  private static Row kernel(String name, String size, Long multiplyAdds, double milliseconds) {
    return row(
        name,
        null,
        null,
        null,
        null,
        null,
        null,
        milliseconds,
        null,
        null,
        null,
        null,
        size,
        multiplyAdds);
  }

  private static Row relu(double milliseconds) {
    return row(
        Names.RELU,
        null,
        null,
        16,
        null,
        "radix4",
        Names.TOTAL,
        milliseconds,
        4L,
        13_250_000L,
        90_000_000L,
        null,
        "1000000",
        null);
  }

  private static Row row(
      String benchmark,
      String model,
      String engine,
      Integer bits,
      Integer batch,
      String comparison,
      String phase,
      double milliseconds,
      Long rounds,
      Long bytes,
      Long dealerBytes,
      Long allocated,
      String size,
      Long multiplyAdds) {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "model", model);
    put(parameters, "engine", engine);
    put(parameters, "phase", phase);
    put(parameters, "fractionBits", bits);
    put(parameters, "batchSize", batch);
    put(parameters, "comparison", comparison);
    put(parameters, "activation", "mlp".equals(model) ? "relu" : null);
    put(parameters, "backend", Names.ENCRYPTED.equals(engine) ? "java" : null);
    put(parameters, Names.RELU.equals(benchmark) ? "elements" : "size", size);
    Map<String, Long> counters = new LinkedHashMap<>();
    count(counters, "rounds", rounds);
    count(counters, "bytesSentPerParty", bytes);
    count(counters, "dealerBytes", dealerBytes);
    count(counters, "allocatedBytesPerStep", allocated);
    count(counters, "multiplyAdds", multiplyAdds);
    count(counters, "threads", 2L);
    return row(benchmark, parameters, milliseconds, counters);
  }

  /** Any row. */
  public static Row row(
      String benchmark,
      Map<String, String> parameters,
      double milliseconds,
      Map<String, Long> counters) {
    List<Double> forks = List.of(milliseconds, milliseconds * 1.01, milliseconds * 0.99);
    return new Row(
        (benchmark + " " + String.join(" ", parameters.values())).strip(),
        benchmark,
        parameters,
        Fingerprint.of(benchmark, parameters, Fingerprint.NO_PROGRAM),
        Statistics.interval(forks),
        forks,
        counters,
        Map.of(),
        Map.of("ringBits", "64"));
  }

  private static void put(Map<String, String> map, String key, Object value) {
    if (value != null) {
      map.put(key, value.toString());
    }
  }

  private static void count(Map<String, Long> map, String key, Long value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  /** As {@link #environment}, on another processor with another number of cores. */
  public static Environment otherMachine() {
    Environment e = environment();
    return new Environment(
        "Other CPU",
        e.cores() * 2,
        e.memoryBytes(),
        e.os(),
        e.jdk(),
        e.gpu(),
        e.threads() * 2,
        e.vectorBits(),
        e.cpuFlags(),
        e.jvmFlags(),
        e.blas(),
        e.blasThreads(),
        e.microcode(),
        e.governor(),
        e.hypervisor(),
        e.cpuLimit(),
        e.memoryLimitBytes(),
        e.gpuDriver());
  }

  private static List<Accuracy> accuracy() {
    return List.of(
        new Accuracy("mlp", Names.JAVA_FLOAT, null, 3, List.of(0.366, 0.514, 0.597), 640, 640),
        new Accuracy("mlp", Names.FIXED, 16, 3, List.of(0.364, 0.512, 0.598), 640, 640),
        new Accuracy("mlp", Names.ENCRYPTED, 16, 3, List.of(0.364, 0.511, 0.6), 640, 640));
  }
}
