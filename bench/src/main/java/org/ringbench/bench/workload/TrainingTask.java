package org.ringbench.bench.workload;

import java.util.Locale;
import java.util.Map;
import org.ringbench.data.DataException;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Split;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Model;
import org.ringbench.nn.Sgd;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;

/**
 * What is trained: a model, its optimiser and its data, always from the same start.
 *
 * @param model as the plans see it
 * @param sgd the optimiser
 * @param data to train on and to test with
 */
public record TrainingTask(Model model, Sgd sgd, Split data) {
  private static final long START = 1;

  /** PySyft's MNIST example. */
  private static final Sgd MLP_SGD = new Sgd(0.02);

  /** At the example's rate squares between the layers diverge in batches of 16, also in floats. */
  private static final Sgd SQUARE_SGD = new Sgd(0.002);

  /** CrypTen's linear regression with two workers. */
  private static final Sgd REGRESSION_SGD = new Sgd(0.05, 0.9);

  /** A cycle has at least the digits of PySyft's example, or this many batches. */
  private static final int CYCLE_ROWS = 640;

  private static final int CYCLE_BATCHES = 4;

  private static final int WEIGHTS_BATCH = 64;

  /**
   * The task of that name.
   *
   * @param model mlp or linreg
   * @param activation of the MLP: relu or square
   * @throws DataException if the data cannot be used
   */
  public static TrainingTask of(String model, String activation, DataSource source) {
    return switch (model) {
      case "mlp" -> {
        Mlp mlp = Mlp.mnist(Mlp.Activation.valueOf(activation.toUpperCase(Locale.ROOT)));
        Split digits = source.digits();
        if (digits.train().features().shape().cols() != mlp.features()) {
          throw new DataException(
              "%s: %d pixels an image: expected %d"
                  .formatted(
                      digits.train().name(),
                      digits.train().features().shape().cols(),
                      mlp.features()));
        }
        yield new TrainingTask(mlp, activation.equals("square") ? SQUARE_SGD : MLP_SGD, digits);
      }
      case "linreg" -> {
        Split rows = source.regression();
        int features = rows.train().features().shape().cols();
        yield new TrainingTask(new LinearRegression(features), REGRESSION_SGD, rows);
      }
      default ->
          throw new IllegalArgumentException("model \"" + model + "\": expected mlp or linreg");
    };
  }

  /** The parameters that every run starts from. */
  public Map<String, FloatTensor> start() {
    return model.initialState(START, sgd);
  }

  /** One step of training. */
  public Plan plan(int batch) {
    return model.training(batch, sgd);
  }

  /**
   * One step of training in fixed point.
   *
   * @throws org.ringbench.plan.RangeException if the ring cannot hold its values
   */
  public Program program(int batch, Setting setting) {
    return Program.of(Lowering.lower(plan(batch), setting));
  }

  /**
   * The predictions for a batch in fixed point.
   *
   * @throws org.ringbench.plan.RangeException if the ring cannot hold its values
   */
  public Program evaluation(int batch, Setting setting) {
    return Program.of(Lowering.lower(model.forward(batch), setting));
  }

  /** Parameters to evaluate with, after one short epoch in floats: at the start some are zeros. */
  Map<String, FloatTensor> weights() {
    Dataset rows = data.train().head(Math.min(CYCLE_ROWS, data.train().size()));
    try (TrainingRun run = TrainingRun.floats(this, rows, Math.min(WEIGHTS_BATCH, rows.size()))) {
      run.epoch();
      Map<String, FloatTensor> weights = run.parameters();
      weights.keySet().retainAll(model.parameters().keySet());
      return weights;
    }
  }

  /**
   * The batches that a step is timed on: more than the caches hold, and few enough that warming up
   * has opened them all.
   *
   * @throws DataException if the data do not fill one batch
   */
  public BatchCycle cycle(int batch) {
    return cycle(data.train(), "train on", batch);
  }

  /**
   * The same of the rows to test with, for evaluations.
   *
   * @throws DataException if the data do not fill one batch
   */
  public BatchCycle testCycle(int batch) {
    return cycle(data.test(), "test with", batch);
  }

  private static BatchCycle cycle(Dataset rows, String use, int batch) {
    int count = Math.min(Math.max(CYCLE_ROWS / batch, CYCLE_BATCHES), rows.size() / batch);
    if (count < 1) {
      throw new DataException(
          "%s: %d rows to %s: expected at least a batch of %d"
              .formatted(rows.name(), rows.size(), use, batch));
    }
    return new BatchCycle(rows.head(count * batch), batch);
  }
}
