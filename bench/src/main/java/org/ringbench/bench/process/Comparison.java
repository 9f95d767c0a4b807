package org.ringbench.bench.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Statistics;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.ring.Shape;

/**
 * The encrypted regression against the same in float64 on the same rows, from the same start and in
 * the same order.
 */
final class Comparison {
  /** One plaintext training is too short to time: so many are timed together. */
  private static final double SECONDS = 0.2;

  private static final double WARMUP_SECONDS = 1;
  private static final double NANOS = 1e9;

  private final Job job;
  private final Dataset joined;
  private final Dataset test;
  private final Optional<Moments> constants;
  private final List<int[]> order = new ArrayList<>();

  Comparison(Job job, Dataset joined, Dataset test, Optional<Moments> constants) {
    this.job = job;
    this.joined = joined;
    this.test = test;
    this.constants = constants;
    for (int epoch = 0; epoch < job.epochs(); epoch++) {
      order.addAll(List.of(job.batches(epoch)));
    }
  }

  private FloatRegression plain() {
    FloatRegression model = new FloatRegression(joined, job.sgd().rate(), job.sgd().momentum());
    order.forEach(model::step);
    return model;
  }

  private double secondsOfPlain(double least) {
    long begin = System.nanoTime();
    int count = 0;
    double seconds;
    do {
      plain();
      count++;
      seconds = (System.nanoTime() - begin) / NANOS;
    } while (seconds < least);
    return seconds / count;
  }

  /** Adds the comparison to a result. */
  void describe(
      Map<String, Object> result, Map<String, FloatTensor> encrypted, List<Double> seconds) {
    secondsOfPlain(WARMUP_SECONDS);
    List<Double> plainSeconds = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      plainSeconds.add(secondsOfPlain(SECONDS));
    }
    FloatRegression plain = plain();
    FloatTensor bias = new FloatTensor(new Shape(1, 1));
    bias.values()[0] = (float) plain.bias();
    Map<String, FloatTensor> plainModel = Map.of("weight", plain.weights(), "bias", bias);
    result.put("rows", joined.size());
    result.put("steps", order.size());
    result.put("repetitions", seconds.size());
    result.put("plaintext", side(plainModel, plainSeconds, plain.bias()));
    double encryptedBias = encrypted.get("bias").values()[0];
    result.put("encrypted", side(encrypted, seconds, encryptedBias));
    Interval slowdown = Statistics.ratio(seconds, plainSeconds);
    Map<String, Object> factor = new LinkedHashMap<>();
    factor.put("median", slowdown.median());
    factor.put("low", slowdown.low());
    factor.put("high", slowdown.high());
    factor.put("confidence", 0.95);
    result.put("slowdown", factor);
    double largest = 0;
    double sum = 0;
    float[] weights = encrypted.get("weight").values();
    for (int j = 0; j < weights.length; j++) {
      double difference = Math.abs(weights[j] - plain.weight(j));
      largest = Math.max(largest, difference);
      sum += difference;
    }
    result.put("largestWeightDifference", largest);
    result.put("meanWeightDifference", sum / weights.length);
    result.put("biasDifference", Math.abs(encryptedBias - plain.bias()));
    result.put("shown", "each worker was shown the other's rows (--reveal-for-comparison at both)");
  }

  private Map<String, Object> side(
      Map<String, FloatTensor> model, List<Double> seconds, double bias) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.putAll(
        Outcome.regression(Outcome.predict(job.model(), model, test, constants), test.labels()));
    entries.put("bias", bias);
    entries.put("seconds", Statistics.median(seconds));
    entries.put("allSeconds", seconds);
    return entries;
  }
}
