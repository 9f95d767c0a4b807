package org.ringbench.bench.run;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.results.Names;

/** The benchmarks: name in the results file, JMH method, and axes with their usual values. */
public enum Benchmark {
  /** One step of training. */
  TRAINING_STEP(
      Names.TRAINING_STEP,
      "one step of training",
      "TrainingStepBenchmark.step",
      "model=mlp engine=encrypted phase=total fractionBits=16 batchSize=64 comparison=radix4"
          + " activation=relu backend=java execution=threads network=in-memory threads=0"),
  /** A matrix product in the ring, on one core. */
  RING_GEMM(
      Names.RING_GEMM,
      "a matrix product in the ring, on one core",
      "RingGemmBenchmark.multiply",
      "size=512x512x512 backend=java"),
  /** The fastest that a core multiplies and adds in the ring. */
  RING_PEAK(
      Names.RING_PEAK,
      "the fastest that a core multiplies and adds in the ring",
      "PeakBenchmark.ring",
      ""),
  /** The fastest that a core multiplies and adds floats. */
  FLOAT_PEAK(
      Names.FLOAT_PEAK,
      "the fastest that a core multiplies and adds floats",
      "PeakBenchmark.floats",
      ""),
  /** ReLU by both parties and the dealer. */
  RELU(
      Names.RELU,
      "ReLU by both parties and the dealer",
      "ReluBenchmark.relu",
      "elements=1000000 fractionBits=16 comparison=radix4 backend=java");

  private static final String PACKAGE = "org.ringbench.bench.jmh.";

  private final String title;
  private final String description;
  private final String method;
  private final String defaults;

  Benchmark(String title, String description, String method, String defaults) {
    this.title = title;
    this.description = description;
    this.method = method;
    this.defaults = defaults;
  }

  /** The name in the results file. */
  public String title() {
    return title;
  }

  /** What it measures, in words. */
  public String description() {
    return description;
  }

  /** The name that JMH knows: class and method. */
  public String jmhName() {
    return PACKAGE + method;
  }

  /** The axes and their usual values, as a line of a grid has them. */
  public String defaults() {
    return defaults;
  }

  /** A fresh map of all axes at their usual values. */
  Map<Axis, String> usual() {
    Map<Axis, String> usual = new EnumMap<>(Axis.class);
    if (!defaults.isEmpty()) {
      for (String word : defaults.split(" ", -1)) {
        String[] axis = word.split("=", 2);
        usual.put(Axis.of(axis[0]).orElseThrow(), axis[1]);
      }
    }
    return usual;
  }

  static Optional<Benchmark> of(String title) {
    return Arrays.stream(values()).filter(b -> b.title.equals(title)).findFirst();
  }
}
