package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ringbench.bench.results.Fingerprint;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.workload.BeaverProduct;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.ProductShape;
import org.ringbench.bench.workload.Relu;
import org.ringbench.bench.workload.SignBits;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.data.DataException;
import org.ringbench.data.Lines;
import org.ringbench.net.NetworkProfile;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;

/**
 * What the cost reader says of an encrypted operation, from its schedule alone. A row that ran
 * another program, by its fingerprint, has no prediction here.
 */
final class Prediction {
  /** Programs are lowered one by one: a page of thousands of rows must not wait for them. */
  private static final int MOST_PROGRAMS = 200;

  private static final List<String> AXES =
      List.of("model", "activation", "comparison", "batchSize", "fractionBits", "elements", "size");

  private final Map<List<String>, TrainingTask> tasks = new HashMap<>();
  private final Map<List<String>, Optional<Program>> programs = new HashMap<>();

  /** The predicted cost of a row's program. */
  Optional<Cost> of(Row row) {
    List<String> key = new ArrayList<>(List.of(row.benchmark()));
    AXES.forEach(axis -> key.add(Objects.requireNonNullElse(row.parameter(axis), "")));
    if (!programs.containsKey(key) && programs.size() == MOST_PROGRAMS) {
      return Optional.empty();
    }
    return programs
        .computeIfAbsent(key, _ -> program(row))
        .filter(program -> isOf(program, row))
        .map(Cost::of);
  }

  private Optional<Program> program(Row row) {
    Optional<Long> bits = RunView.number(row, "fractionBits").filter(f -> f >= 1 && f <= 61);
    if (bits.isEmpty()) {
      return Optional.empty();
    }
    String comparison = row.comparison() == null ? "radix4" : row.comparison();
    try {
      Setting setting = TrainingStep.setting(bits.get().intValue(), comparison);
      return switch (row.benchmark()) {
        case Names.TRAINING_STEP, Names.DEALER, Names.COLD_START ->
            size(row, "batchSize").map(batch -> task(row).program(batch, setting));
        case Names.EVALUATION ->
            size(row, "batchSize").map(batch -> task(row).evaluation(batch, setting));
        case Names.RELU -> size(row, "elements").map(n -> Relu.program(n, setting));
        case Names.COMPARISON -> size(row, "elements").map(n -> SignBits.program(n, setting));
        case Names.BEAVER_PRODUCT ->
            Optional.ofNullable(row.parameter("size"))
                .map(size -> BeaverProduct.program(ProductShape.of(size), setting));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | DataException e) {
      return Optional.empty(); // a foreign model, a range that does not fit, data that are not here
    }
  }

  private static Optional<Integer> size(Row row, String axis) {
    return RunView.number(row, axis).filter(n -> n >= 1 && n <= 100_000_000).map(Long::intValue);
  }

  private TrainingTask task(Row row) {
    String model = Objects.requireNonNullElse(row.model(), "");
    String activation = Objects.requireNonNullElse(row.activation(), "");
    return tasks.computeIfAbsent(
        List.of(model, activation),
        _ -> TrainingTask.of(model, activation, DataSource.ofProperties()));
  }

  private static boolean isOf(Program program, Row row) {
    String network =
        Optional.ofNullable(row.network())
            .flatMap(NetworkProfile::of)
            .map(profile -> " " + profile)
            .orElse("");
    String text = Lines.hash(program.schedule().toString()) + network;
    return row.fingerprint().equals(Fingerprint.of(row.benchmark(), row.parameters(), text));
  }
}
