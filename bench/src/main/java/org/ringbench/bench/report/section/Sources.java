package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.Waterfall;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/**
 * Where the ratio comes from: from the plaintext step by the number format and the protocol to the
 * encrypted step, with the floor that multiply-adds alone set.
 */
public final class Sources implements Section {
  private static final String COMMUNICATION = "communication";
  private static final String WAITING = "waiting";

  @Override
  public String id() {
    return "sources";
  }

  @Override
  public String title() {
    return "Where the cost comes from";
  }

  @Override
  public List<Element> of(RunView run) {
    Optional<Row> headline = run.headline();
    Optional<Row> plaintext = headline.flatMap(run::plaintext);
    if (headline.isEmpty() || plaintext.isEmpty()) {
      return List.of(
          Section.lacking(
              "This run has no encrypted step with a plaintext one to start from.",
              "bin/ringbench run --tier smoke"));
    }
    List<Element> content = new ArrayList<>();
    Optional<Row> fixed = fixed(run, headline.get());
    if (fixed.isEmpty()) {
      content.add(
          Section.lacking(
              "This run lacks the oracle's step at this batch and precision, so that the number"
                  + " format's share is not told from the protocol's.",
              "bin/ringbench run --tier smoke"));
    }
    if (communication(run, headline.get()).isEmpty()) {
      content.add(
          Section.lacking(
              "Party 0's timeline was not recorded in this run, so that communication is part of"
                  + " the protocol's step.",
              "bin/ringbench run --tier smoke"));
    }
    content.add(figure(run, headline.get(), plaintext.get(), fixed));
    content.add(floorText(run, headline.get(), plaintext.get()));
    return content;
  }

  /** The same arithmetic without privacy. */
  private static Optional<Row> fixed(RunView run, Row row) {
    return run.steps(Names.FIXED).stream()
        .filter(f -> Objects.equals(f.model(), row.model()))
        .filter(f -> Objects.equals(f.activation(), row.activation()))
        .filter(f -> same(f, row, "batchSize") && same(f, row, "fractionBits"))
        .findFirst();
  }

  private static boolean same(Row one, Row other, String axis) {
    return Objects.equals(one.parameter(axis), other.parameter(axis));
  }

  /**
   * Sending, receiving and waiting for the other side: of the step itself or, where its timeline
   * was not recorded, of its online phase, which communicates alike.
   */
  private static Optional<Double> communication(RunView run, Row row) {
    return Stream.concat(Stream.of(row), online(run, row).stream())
        .map(Phases::parts)
        .filter(parts -> parts.containsKey(COMMUNICATION))
        .map(parts -> parts.get(COMMUNICATION) + parts.getOrDefault(WAITING, 0.0))
        .findFirst();
  }

  private static Optional<Row> online(RunView run, Row row) {
    Map<String, String> wanted = new LinkedHashMap<>(row.parameters());
    wanted.put("phase", Names.ONLINE);
    return run.steps(Names.ENCRYPTED).stream()
        .filter(other -> other.parameters().equals(wanted))
        .findFirst();
  }

  private static Element figure(RunView run, Row row, Row plaintext, Optional<Row> fixed) {
    double plain = plaintext.milliseconds().median();
    double total = row.milliseconds().median();
    List<Waterfall.Step> steps = new ArrayList<>();
    step(steps, "plaintext (" + plaintext.engine() + ")", plain, plain);
    double before = plain;
    if (fixed.isPresent()) {
      double oracle = fixed.get().milliseconds().median();
      step(steps, "fixed point, no privacy", oracle - before, plain);
      before = oracle;
    }
    double communication = communication(run, row).orElse(0.0);
    String protocol = fixed.isPresent() ? "protocol" : "fixed point and protocol";
    step(steps, protocol, total - before - communication, plain);
    if (communication(run, row).isPresent()) {
      step(steps, "communication and waiting", communication, plain);
    }
    Table table =
        new Table("From plaintext to encrypted")
            .words("step")
            .figures("time (ms)")
            .figures("times plaintext");
    steps.forEach(
        s ->
            table.row(
                List.of(
                    s.name(),
                    Numbers.significant(s.value()),
                    Numbers.significant(s.value() / plain))));
    table.row(List.of("total", Numbers.significant(total), Numbers.significant(total / plain)));
    List<Waterfall.Ruler> rulers = new ArrayList<>();
    Floor.of(run, row, plaintext)
        .ifPresent(
            floor ->
                rulers.add(
                    new Waterfall.Ruler(
                        floor.milliseconds(),
                        "floor " + Numbers.significant(floor.milliseconds()) + " ms")));
    return new Figure(
            run.id("sources-1"),
            "From a plaintext step to an encrypted one: "
                + Labels.of(row, List.of("model", "batchSize", "fractionBits", "comparison")),
            "A waterfall of %s from plaintext to the encrypted total; the table below has the figures."
                .formatted(Labels.count(steps.size(), "step")),
            table)
        .of(
            new Waterfall(steps, Numbers.significant(total) + " ms", rulers, "time a step (ms)")
                .draw());
  }

  private static void step(
      List<Waterfall.Step> steps, String name, double value, double plaintext) {
    String text = (value >= 0 && !steps.isEmpty() ? "+" : "") + Numbers.significant(value) + " ms";
    steps.add(
        new Waterfall.Step(
            name,
            value,
            text,
            "%s: %s, %s times plaintext"
                .formatted(name, text, Numbers.significant(value / plaintext))));
  }

  private static Element floorText(RunView run, Row row, Row plaintext) {
    Optional<Floor> floor = Floor.of(run, row, plaintext);
    if (floor.isEmpty()) {
      return Section.lacking(
          "This run has no rulers, or its steps count no multiply-adds, so that the floor is not"
              + " known.",
          "bin/ringbench run --tier smoke");
    }
    return Section.p(floor.get().text());
  }
}
