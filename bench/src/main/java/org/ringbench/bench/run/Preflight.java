package org.ringbench.bench.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.baseline.GpuBaselines;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.workload.BeaverProduct;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.Networks;
import org.ringbench.bench.workload.ProductShape;
import org.ringbench.bench.workload.RangeCheck;
import org.ringbench.bench.workload.Relu;
import org.ringbench.bench.workload.SignBits;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.data.DataException;
import org.ringbench.plan.Setting;
import org.ringbench.ring.RingBackends;

/**
 * Looks at everything that the user gave before a fork starts: the data are read, every plan is
 * lowered, and the oracle runs a few steps with its float64 shadow.
 */
public final class Preflight {
  private final Tasks tasks;

  /** Of the steps that one check serves, the one with the most fraction bits. */
  private final Map<List<Object>, Setting> tightest = new LinkedHashMap<>();

  private Preflight(DataSource source) {
    tasks = new Tasks(source);
  }

  /**
   * Checks a run.
   *
   * @throws DataException if the data cannot be used
   * @throws IllegalArgumentException if a backend or an engine cannot run here
   * @throws org.ringbench.plan.RangeException if a plan does not fit the ring, or a value left it
   */
  public static void check(
      Collection<Cell> cells, Optional<AccuracyPlan> accuracy, DataSource source) {
    Preflight preflight = new Preflight(source);
    cells.forEach(preflight::check);
    accuracy.ifPresent(preflight::check);
    preflight.tightest.forEach(
        (key, setting) ->
            RangeCheck.run((TrainingTask) key.getFirst(), (Integer) key.getLast(), setting));
  }

  private void check(Cell cell) {
    requireHardware(cell);
    switch (cell.benchmark()) {
      case TRAINING_STEP -> step(cell);
      case RELU -> Relu.program(cell.number(Axis.ELEMENTS), Tasks.setting(cell));
      case COMPARISON -> SignBits.program(cell.number(Axis.ELEMENTS), Tasks.setting(cell));
      case BEAVER_PRODUCT -> product(cell);
      case EVALUATION -> evaluation(cell);
      case DEALER, COLD_START -> {
        TrainingTask task = tasks.of(cell);
        task.cycle(cell.number(Axis.BATCH_SIZE));
        lower(task, cell.number(Axis.BATCH_SIZE), Tasks.setting(cell));
      }
      case RING_GEMM, RING_OPERATION, RING_PEAK, FLOAT_PEAK -> {}
    }
  }

  /** A backend or an engine that cannot run here says so before the first fork. */
  private static void requireHardware(Cell cell) {
    if (cell.get(Axis.BACKEND) != null) {
      RingBackends.provider(cell.get(Axis.BACKEND));
    }
    if ("graph".equals(cell.get(Axis.EXECUTION)) && !"cuda".equals(cell.get(Axis.BACKEND))) {
      throw new IllegalArgumentException(
          "execution \"graph\" on backend \"%s\": expected backend cuda, which can record a step"
              .formatted(cell.get(Axis.BACKEND)));
    }
    if (cell.get(Axis.ENGINE) != null) {
      GpuBaselines.require(cell.get(Axis.ENGINE));
    }
  }

  private void step(Cell cell) {
    TrainingTask task = tasks.of(cell);
    int batch = cell.number(Axis.BATCH_SIZE);
    task.cycle(batch); // refuses a batch larger than the data
    if (cell.isOn(Names.ENCRYPTED)) {
      Networks.of(cell.get(Axis.NETWORK)); // refuses a file that cannot be used
    }
    if (cell.isOn(Names.ENCRYPTED) || cell.isOn(Names.FIXED)) {
      lower(task, batch, Tasks.setting(cell));
    }
  }

  private void evaluation(Cell cell) {
    TrainingTask task = tasks.of(cell);
    int batch = cell.number(Axis.BATCH_SIZE);
    task.testCycle(batch); // refuses a batch larger than the data
    if (cell.isOn(Names.ENCRYPTED)) {
      Networks.of(cell.get(Axis.NETWORK));
    }
    if (cell.isOn(Names.ENCRYPTED) || cell.isOn(Names.FIXED)) {
      task.evaluation(batch, Tasks.setting(cell));
    }
  }

  private static void product(Cell cell) {
    if (cell.isOn(Names.FIXED)) {
      throw new IllegalArgumentException(
          "engine \"%s\" of %s: expected encrypted, or one in floats"
              .formatted(Names.FIXED, cell.benchmark().title()));
    }
    if (cell.isOn(Names.ENCRYPTED)) {
      BeaverProduct.program(ProductShape.of(cell.get(Axis.SIZE)), Tasks.setting(cell));
    }
  }

  private void check(AccuracyPlan plan) {
    TrainingTask task = tasks.of("mlp", plan.activation());
    int rows = task.data().train().size();
    if (plan.digits() > rows) {
      throw new DataException(
          "%s: %d digits: expected at least the %d to train on"
              .formatted(task.data().train().name(), rows, plan.digits()));
    }
    plan.fractionBits().forEach(bits -> lower(task, plan.batchSize(), Setting.of(bits)));
  }

  private void lower(TrainingTask task, int batch, Setting setting) {
    task.program(batch, setting);
    tightest.merge(
        List.of(task, batch),
        setting,
        (known, other) -> known.fractionBits() >= other.fractionBits() ? known : other);
  }
}
