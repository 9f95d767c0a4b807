package org.ringbench.bench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ringbench.bench.run.AccuracyPlan;
import org.ringbench.bench.run.Axis;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.Durations;
import org.ringbench.bench.run.Estimate;
import org.ringbench.bench.run.Experiment;
import org.ringbench.ring.RingBackends;

/**
 * What a run would measure, and how long it would take.
 *
 * @param experiment that would run
 * @param estimate of its time
 */
record DryRun(Experiment experiment, Estimate estimate) {
  private static final double MILLIS = 1e-3;

  /** The run in one line. */
  static String headline(Experiment experiment, Estimate estimate) {
    return "%s%s: %d cells, %d forks each%s%s: about %s (this machine now: %.2f of the reference's speed)"
        .formatted(
            "Tier " + experiment.tier().name(),
            experiment.shard().map(part -> ", shard " + part).orElse(""),
            experiment.cells().size(),
            experiment.forks(),
            experiment.again() == 0 ? "" : ", %d again".formatted(experiment.again()),
            experiment
                .training()
                .map(plan -> ", %d training runs".formatted(plan.trainings().size()))
                .orElse(""),
            Durations.clock(estimate.total(experiment.cells())),
            estimate.speed());
  }

  /**
   * The backends of the cells and what they run on here, and why the usual one is that; empty for
   * cells without one.
   */
  static Optional<String> backends(Experiment experiment) {
    String named =
        experiment.cells().stream()
            .map(cell -> cell.get(Axis.BACKEND))
            .filter(Objects::nonNull)
            .distinct()
            .map(DryRun::backend)
            .collect(Collectors.joining(", "));
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of("Backends: %s; usual is %s".formatted(named, RingBackends.usual()));
  }

  private static String backend(String id) {
    return RingBackends.find(id)
        .map(provider -> "%s (%s)".formatted(id, provider.instructionSet()))
        .orElse(id);
  }

  /** In a format of {@link RunCommand#FORMATS}. */
  String render(String format) {
    return switch (format) {
      case Format.JSON -> json();
      case Format.MARKDOWN -> markdown();
      default -> text();
    };
  }

  private List<String> trainings() {
    return experiment
        .training()
        .map(plan -> plan.trainings().stream().map(AccuracyPlan.Training::toString).toList())
        .orElse(List.of());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (Cell cell : experiment.cells()) {
      text.append("%7.1f s  %s%n".formatted(seconds(cell), cell));
    }
    if (!trainings().isEmpty()) {
      text.append(
          "%7.1f s  %s%n"
              .formatted(estimate.training().toMillis() * MILLIS, String.join(", ", trainings())));
    }
    text.append(headline(experiment, estimate)).append('\n');
    backends(experiment).ifPresent(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private String markdown() {
    StringBuilder text = new StringBuilder(headline(experiment, estimate));
    backends(experiment).ifPresent(line -> text.append("\n\n").append(line));
    text.append("\n\n| cell | seconds |\n| --- | ---: |\n");
    for (Cell cell : experiment.cells()) {
      text.append("| `%s` | %.1f |%n".formatted(cell, seconds(cell)));
    }
    for (String training : trainings()) {
      text.append("| `%s` | |%n".formatted(training));
    }
    return text.toString();
  }

  private String json() {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tier", experiment.tier().name());
    run.put("shard", experiment.shard().map(Object::toString).orElse(null));
    run.put("forks", experiment.forks());
    run.put("again", experiment.again());
    run.put("speed", estimate.speed());
    run.put("seconds", estimate.total(experiment.cells()).toMillis() * MILLIS);
    run.put("cells", experiment.cells().stream().map(this::cell).toList());
    run.put("accuracy", trainings());
    return Json.of(run);
  }

  private Map<String, Object> cell(Cell cell) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Axis axis : cell.values().keySet()) {
      parameters.put(axis.key(), cell.get(axis));
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", cell.toString());
    entry.put("benchmark", cell.benchmark().title());
    entry.put("parameters", parameters);
    entry.put("seconds", seconds(cell));
    return entry;
  }

  private double seconds(Cell cell) {
    return estimate.cell(cell).toMillis() * MILLIS;
  }
}
