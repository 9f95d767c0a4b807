package org.ringbench.bench.run;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.results.Fingerprint;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.workload.BeaverProduct;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.Networks;
import org.ringbench.bench.workload.ProductShape;
import org.ringbench.bench.workload.Relu;
import org.ringbench.bench.workload.SignBits;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.data.Lines;
import org.ringbench.net.NetworkProfile;
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
  private final Map<Cell, String> known = new HashMap<>();

  /** The programs on these data. */
  public Programs(DataSource source) {
    this.source = source;
  }

  /** The hash of the cell's program, or {@link Fingerprint#NO_PROGRAM} if it has none. */
  synchronized String of(Cell cell) {
    return known.computeIfAbsent(cell, this::find);
  }

  /** The fingerprint of the cell's row. */
  public String fingerprint(Cell cell) {
    Optional<NetworkProfile> network = network(cell);
    // A file's profile may change under its name.
    String program = of(cell) + network.map(profile -> " " + profile).orElse("");
    return Fingerprint.of(cell.benchmark().title(), parameters(cell), program);
  }

  /** The parameters of the cell's row. */
  static Map<String, String> parameters(Cell cell) {
    Map<String, String> parameters = new LinkedHashMap<>();
    cell.values().forEach((axis, value) -> parameters.put(axis.key(), value));
    network(cell).ifPresent(profile -> parameters.put(Axis.NETWORK.key(), profile.name()));
    return parameters;
  }

  /** The network between the parties, if there is one. */
  static Optional<NetworkProfile> network(Cell cell) {
    return Optional.ofNullable(cell.get(Axis.NETWORK)).map(Networks::of);
  }

  private String find(Cell cell) {
    return switch (cell.benchmark()) {
      case TRAINING_STEP -> step(cell);
      case RELU -> hash(Relu.program(cell.number(Axis.ELEMENTS), setting(cell)));
      case COMPARISON -> hash(SignBits.program(cell.number(Axis.ELEMENTS), setting(cell)));
      case BEAVER_PRODUCT -> product(cell);
      case EVALUATION -> evaluation(cell);
      case DEALER, COLD_START -> hash(trainingTask(cell).program(batch(cell), setting(cell)));
      case RING_GEMM, RING_OPERATION, RING_PEAK, FLOAT_PEAK -> Fingerprint.NO_PROGRAM;
    };
  }

  private String step(Cell cell) {
    TrainingTask task = trainingTask(cell);
    return cell.isOn(Names.ENCRYPTED) || cell.isOn(Names.FIXED)
        ? hash(task.program(batch(cell), setting(cell)))
        : task.plan(batch(cell)).hash();
  }

  private String evaluation(Cell cell) {
    TrainingTask task = trainingTask(cell);
    return cell.isOn(Names.ENCRYPTED) || cell.isOn(Names.FIXED)
        ? hash(task.evaluation(batch(cell), setting(cell)))
        : task.model().forward(batch(cell)).hash();
  }

  private static String product(Cell cell) {
    ProductShape shape = ProductShape.of(cell.get(Axis.SIZE));
    return cell.isOn(Names.ENCRYPTED)
        ? hash(BeaverProduct.program(shape, setting(cell)))
        : BeaverProduct.plan(shape).hash();
  }

  private TrainingTask trainingTask(Cell cell) {
    return task(cell.get(Axis.MODEL), cell.get(Axis.ACTIVATION));
  }

  private static int batch(Cell cell) {
    return cell.number(Axis.BATCH_SIZE);
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
