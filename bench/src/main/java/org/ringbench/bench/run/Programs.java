package org.ringbench.bench.run;

import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.data.Lines;
import org.ringbench.net.NetworkProfile;
import org.ringbench.protocol.Program;

/**
 * The programs that cells run, by a hash: of the plan in floats, of its schedule in fixed point.
 * That is what the two parties and the dealer compare too, before they start.
 */
public final class Programs {
  private final Tasks tasks;
  private final Map<Cell, String> known = new HashMap<>();
  private final Map<String, NetworkProfile> networks = new HashMap<>();

  /** The programs on these data. */
  public Programs(DataSource source) {
    tasks = new Tasks(source);
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
  Map<String, String> parameters(Cell cell) {
    Map<String, String> parameters = new LinkedHashMap<>();
    cell.values().forEach((axis, value) -> parameters.put(axis.key(), value));
    network(cell).ifPresent(profile -> parameters.put(Axis.NETWORK.key(), profile.name()));
    return parameters;
  }

  /** The network between the parties, if there is one; a file is read once. */
  synchronized Optional<NetworkProfile> network(Cell cell) {
    return Optional.ofNullable(cell.get(Axis.NETWORK))
        .map(name -> networks.computeIfAbsent(name, Networks::of));
  }

  private String find(Cell cell) {
    return switch (cell.benchmark()) {
      case TRAINING_STEP -> step(cell);
      case RELU -> hash(Relu.program(cell.number(Axis.ELEMENTS), Tasks.setting(cell)));
      case COMPARISON -> hash(SignBits.program(cell.number(Axis.ELEMENTS), Tasks.setting(cell)));
      case BEAVER_PRODUCT -> product(cell);
      case EVALUATION -> evaluation(cell);
      case DEALER, COLD_START -> hash(tasks.of(cell).program(batch(cell), Tasks.setting(cell)));
      case RING_GEMM, RING_OPERATION, RING_PEAK, FLOAT_PEAK -> Fingerprint.NO_PROGRAM;
    };
  }

  private String step(Cell cell) {
    TrainingTask task = tasks.of(cell);
    return cell.isOn(Names.ENCRYPTED) || cell.isOn(Names.FIXED)
        ? hash(task.program(batch(cell), Tasks.setting(cell)))
        : task.plan(batch(cell)).hash();
  }

  private String evaluation(Cell cell) {
    TrainingTask task = tasks.of(cell);
    return cell.isOn(Names.ENCRYPTED) || cell.isOn(Names.FIXED)
        ? hash(task.evaluation(batch(cell), Tasks.setting(cell)))
        : task.model().forward(batch(cell)).hash();
  }

  private static String product(Cell cell) {
    ProductShape shape = ProductShape.of(cell.get(Axis.SIZE));
    return cell.isOn(Names.ENCRYPTED)
        ? hash(BeaverProduct.program(shape, Tasks.setting(cell)))
        : BeaverProduct.plan(shape).hash();
  }

  private static int batch(Cell cell) {
    return cell.number(Axis.BATCH_SIZE);
  }

  private static String hash(Program program) {
    return Lines.hash(program.schedule().toString());
  }
}
