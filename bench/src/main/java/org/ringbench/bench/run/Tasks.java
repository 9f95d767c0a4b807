package org.ringbench.bench.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.plan.Setting;

/** What cells train, each model with an activation made once. */
final class Tasks {
  private static final String USUAL_COMPARISON = "radix4";

  private final DataSource source;
  private final Map<List<String>, TrainingTask> tasks = new HashMap<>();

  /** Tasks on these data. */
  Tasks(DataSource source) {
    this.source = source;
  }

  /** That of a cell with a model. */
  TrainingTask of(Cell cell) {
    return of(cell.get(Axis.MODEL), cell.get(Axis.ACTIVATION));
  }

  /** That of a model; its activation is null if it has none. */
  TrainingTask of(String model, String activation) {
    return tasks.computeIfAbsent(
        List.of(model, activation == null ? "" : activation),
        _ -> TrainingTask.of(model, activation, source));
  }

  /** The precision of a cell that computes in fixed point, and its comparisons if it has any. */
  static Setting setting(Cell cell) {
    String comparison = cell.get(Axis.COMPARISON);
    return TrainingStep.setting(
        cell.number(Axis.FRACTION_BITS), comparison == null ? USUAL_COMPARISON : comparison);
  }
}
