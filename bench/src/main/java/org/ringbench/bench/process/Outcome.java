package org.ringbench.bench.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Metrics;
import org.ringbench.nn.Model;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.ring.Shape;

/** What a revealed model is worth, on rows that this worker has. */
final class Outcome {
  private Outcome() {}

  static void describe(
      Map<String, Object> result,
      Job job,
      Map<String, FloatTensor> model,
      Dataset rows,
      Optional<Moments> constants) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    boolean regression = job.model().outputs() == 1;
    model.forEach((name, tensor) -> parameters.put(name, tensor.values()));
    if (regression) {
      result.put("parameters", parameters);
      constants.ifPresent(
          c ->
              result.put(
                  "units",
                  "parameters are for columns of mean 0 and deviation 1; the metrics are in the"
                      + " label's units"));
    }
    FloatTensor predictions = predict(job.model(), model, rows, constants);
    Map<String, Object> metrics = new LinkedHashMap<>();
    if (regression) {
      metrics.putAll(regression(predictions, rows.labels()));
    } else {
      metrics.put("accuracy", Metrics.accuracy(predictions, rows.labels()));
    }
    result.put("metrics", metrics);
  }

  static Map<String, Double> regression(FloatTensor predictions, FloatTensor labels) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("mse", Metrics.meanSquaredError(predictions, labels));
    metrics.put("mae", Metrics.meanAbsoluteError(predictions, labels));
    double r2 = Metrics.rSquared(predictions, labels);
    metrics.put("r2", Double.isNaN(r2) ? null : r2);
    return metrics;
  }

  /** Predictions in the label's own units. */
  static FloatTensor predict(
      Model model, Map<String, FloatTensor> parameters, Dataset rows, Optional<Moments> constants) {
    Dataset scaled = constants.map(c -> c.apply(rows)).orElse(rows);
    try (FloatEngine engine = new FloatEngine(1)) {
      FloatTensor predictions =
          engine.read(
              new PlainTrainer<>(engine, parameters)
                  .predict(model.forward(scaled.size()), scaled.features())
                  .get(Model.PREDICTION));
      constants.ifPresent(
          c -> {
            float[] values = predictions.values();
            for (int i = 0; i < values.length; i++) {
              values[i] = (float) (values[i] * c.labelDeviation() + c.labelMean());
            }
          });
      return predictions;
    }
  }

  static FloatTensor column(double[] values) {
    FloatTensor tensor = new FloatTensor(new Shape(values.length, 1));
    for (int i = 0; i < values.length; i++) {
      tensor.values()[i] = (float) values[i];
    }
    return tensor;
  }
}
