package org.ringbench.bench.run;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.results.Names;

/**
 * The benchmarks: name in the results file, JMH method, and axes with their usual values. {@code
 * backend=usual} stands for {@link org.ringbench.ring.RingBackends#usual}: a {@link Cell} has the
 * backend's own name.
 */
public enum Benchmark {
  /** One step of training. */
  TRAINING_STEP(
      Names.TRAINING_STEP,
      "one step of training",
      "TrainingStepBenchmark.step",
      "model=mlp engine=encrypted phase=total fractionBits=16 batchSize=64 comparison=radix4"
          + " activation=relu backend=usual execution=threads network=in-memory threads=0"),
  /** A matrix product in the ring, on one core. */
  RING_GEMM(
      Names.RING_GEMM,
      "a matrix product in the ring, on one core",
      "RingGemmBenchmark.multiply",
      "size=512x512x512 backend=usual"),
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
      "ReLU of a shared vector",
      "ReluBenchmark.relu",
      "elements=1000000 phase=total fractionBits=16 comparison=radix4 backend=usual"),
  /** The signs of a shared vector, as shared bits. */
  COMPARISON(
      Names.COMPARISON,
      "the signs of a shared vector, as shared bits",
      "ComparisonBenchmark.compare",
      "elements=1000000 phase=total fractionBits=16 comparison=radix4 backend=usual"),
  /** A product of two shared matrices, or of two in floats. */
  BEAVER_PRODUCT(
      Names.BEAVER_PRODUCT,
      "a product of two shared matrices, or of two in floats",
      "BeaverProductBenchmark.multiply",
      "size=64x784x128 engine=encrypted phase=total fractionBits=16 backend=usual threads=0"),
  /** A kernel of the ring on a vector, on one core. */
  RING_OPERATION(
      Names.RING_OPERATION,
      "a kernel of the ring on a vector, on one core",
      "RingOperationBenchmark.run",
      "operation=add elements=1000000 backend=usual"),
  /** Predictions for one batch of test rows. */
  EVALUATION(
      Names.EVALUATION,
      "predictions for one batch of test rows",
      "EvaluationBenchmark.predict",
      "model=mlp engine=encrypted phase=total fractionBits=16 batchSize=64 comparison=radix4"
          + " activation=relu backend=usual execution=threads network=in-memory threads=0"),
  /** The dealer's work for one training step, without the parties. */
  DEALER(
      Names.DEALER,
      "the dealer's work for one training step, without the parties",
      "DealerBenchmark.deal",
      "model=mlp fractionBits=16 batchSize=64 comparison=radix4 activation=relu backend=usual"),
  /** The first encrypted training step of a JVM, from the plan on. */
  COLD_START(
      Names.COLD_START,
      "the first encrypted training step of a JVM, from the plan on",
      "ColdStartBenchmark.start",
      "model=mlp fractionBits=16 batchSize=64 comparison=radix4 activation=relu backend=usual");

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

  /** Whether it runs once a fork, without warm-up: repeated, it would measure something else. */
  public boolean isSingleShot() {
    return this == COLD_START;
  }

  /** Whether two parties and a dealer, or the dealer alone, work on shares at every value. */
  boolean isAlwaysEncrypted() {
    return switch (this) {
      case RELU, COMPARISON, DEALER, COLD_START -> true;
      case TRAINING_STEP, EVALUATION, BEAVER_PRODUCT -> false; // the engine says it
      case RING_GEMM, RING_OPERATION, RING_PEAK, FLOAT_PEAK -> false;
    };
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
