package org.ringbench.bench.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.results.Fingerprint;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.Relu;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.data.Lines;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;

/**
 * The programs that cells run, by a hash: of the plan in floats, of its schedule in fixed point.
 * That is what the two parties and the dealer compare too, before they start.
 */
public final class Programs {
  private static final String USUAL_COMPARISON = "radix4";

  private final DataSource source;
  private final Map<List<String>, TrainingTask> tasks = new HashMap<>();

  /** The programs on these data. */
  public Programs(DataSource source) {
    this.source = source;
  }

  /** The hash of the cell's program, or {@link Fingerprint#NO_PROGRAM} if it has none. */
  String of(Cell cell) {
    return switch (cell.benchmark()) {
      case TRAINING_STEP -> step(cell);
      case RELU -> hash(Relu.program(cell.number(Axis.ELEMENTS), setting(cell)));
      case RING_GEMM, RING_PEAK, FLOAT_PEAK -> Fingerprint.NO_PROGRAM;
    };
  }

  private String step(Cell cell) {
    TrainingTask task = task(cell.get(Axis.MODEL), cell.get(Axis.ACTIVATION));
    int batch = cell.number(Axis.BATCH_SIZE);
    return cell.isOn(Names.ENCRYPTED) || cell.isOn(Names.FIXED)
        ? hash(task.program(batch, setting(cell)))
        : task.plan(batch).hash();
  }

  private TrainingTask task(String model, String activation) {
    return tasks.computeIfAbsent(
        List.of(model, activation == null ? "" : activation),
        _ -> TrainingTask.of(model, activation, source));
  }

  private static Setting setting(Cell cell) {
    String comparison = cell.get(Axis.COMPARISON);
    return TrainingStep.setting(
        cell.number(Axis.FRACTION_BITS), comparison == null ? USUAL_COMPARISON : comparison);
  }

  private static String hash(Program program) {
    return Lines.hash(program.schedule().toString());
  }
}
