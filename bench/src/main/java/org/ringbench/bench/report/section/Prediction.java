package org.ringbench.bench.report.section;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.results.Fingerprint;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.data.DataException;
import org.ringbench.data.Lines;
import org.ringbench.net.NetworkProfile;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;

/**
 * What the cost reader says of an encrypted step, from its schedule alone. A row that ran another
 * program, by its fingerprint, has no prediction here.
 */
final class Prediction {
  /** Programs are lowered one by one: a page of thousands of rows must not wait for them. */
  private static final int MOST_PROGRAMS = 30;

  private final Map<List<String>, TrainingTask> tasks = new HashMap<>();
  private final Map<List<String>, Optional<Program>> programs = new HashMap<>();

  /** The predicted cost of a row's program. */
  Optional<Cost> of(Row row) {
    Optional<Long> batch = RunView.number(row, "batchSize").filter(b -> b >= 1 && b <= 100_000);
    Optional<Long> bits = RunView.number(row, "fractionBits").filter(f -> f >= 1 && f <= 61);
    if (batch.isEmpty() || bits.isEmpty() || row.model() == null) {
      return Optional.empty();
    }
    String comparison = row.comparison() == null ? "radix4" : row.comparison();
    String activation = row.activation() == null ? "" : row.activation();
    List<String> key =
        List.of(row.model(), activation, comparison, batch.get().toString(), bits.get().toString());
    if (!programs.containsKey(key) && programs.size() == MOST_PROGRAMS) {
      return Optional.empty();
    }
    return programs
        .computeIfAbsent(
            key, _ -> program(row.model(), activation, comparison, batch.get(), bits.get()))
        .filter(program -> isOf(program, row))
        .map(Cost::of);
  }

  private Optional<Program> program(
      String model, String activation, String comparison, long batch, long bits) {
    try {
      TrainingTask task =
          tasks.computeIfAbsent(
              List.of(model, activation),
              _ -> TrainingTask.of(model, activation, DataSource.ofProperties()));
      return Optional.of(task.program((int) batch, TrainingStep.setting((int) bits, comparison)));
    } catch (IllegalArgumentException | DataException e) {
      return Optional.empty(); // a foreign model, a range that does not fit, data that are not here
    }
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
