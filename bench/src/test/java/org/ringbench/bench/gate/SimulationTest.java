package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.bench.gate.Simulation.Machine;
import org.ringbench.bench.gate.Simulation.Rates;

/**
 * The gate's error rates. The long simulation ({@code -Pgate-simulation}) writes them into {@code
 * docs/gate.md}.
 */
class SimulationTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "gate.md");
  private static final String BEGIN = "<!-- simulation: written by -Pgate-simulation -->\n";
  private static final String END = "<!-- end of simulation -->\n";

  private static final double[] SPREADS = {0.01, 0.02, 0.03, 0.04, 0.06, 0.08};
  private static final double[] CHANGES = {0, 0.05, 0.10, 0.20};

  /** Of a whole session of 10 rows: not only of one row. */
  @ParameterizedTest
  @EnumSource
  void equalVersionsAreHardlyEverCalledSlower(Machine machine) {
    for (double spread : new double[] {0.02, 0.05, 0.08}) {
      Rates rates = Simulation.run(machine, spread, 0, 7, 10, 40);
      assertEquals(0, rates.regressions(), "spread " + spread);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01", "0.02"})
  void aSlowdownOfTenPercentIsFound(double spread) {
    Rates rates = Simulation.run(Machine.STEADY, spread, 0.1, 7, 1, 400);
    assertTrue(rates.slower() >= 0.95, rates.toString());
  }

  @Test
  void noiseCostsAnswersAndNotTruth() {
    Rates rates = Simulation.run(Machine.STEADY, 0.08, 0.1, 7, 1, 400);
    double passed = 1 - rates.slower() - rates.undecided();
    assertTrue(passed <= 0.04, "a pass excludes a slowdown of 10%: " + rates);
  }

  @Test
  void equalVersionsOnAUsualMachineAreHardlyEverInconclusive() {
    Rates rates = Simulation.run(Machine.STEADY, 0.03, 0, 7, 10, 60);
    assertTrue(rates.inconclusive() <= 0.1, rates.toString());
  }

  @Test
  @EnabledIfSystemProperty(named = "ringbench.simulation", matches = "long")
  void theLongSimulationMeetsTheBarsAndWritesTheTable() throws IOException {
    StringBuilder text = new StringBuilder();
    rows(text, 7, 2_000);
    rows(text, 12, 1_000);
    machines(text);
    sessions(text);
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "markers in " + DOCUMENT);
    Files.writeString(
        DOCUMENT, document.substring(0, begin) + "\n" + text + document.substring(end));
  }

  private static void rows(StringBuilder text, int pairs, int sessions) {
    text.append(
        ("One row, %d pairs planned, at most %d and twice that if flagged; %,d sessions a cell;"
                + " called slower / undecided, in %% of sessions:\n\n")
            .formatted(pairs, 2 * pairs, sessions));
    line(text, List.of("fork spread", "+0%", "+5%", "+10%", "+20%", "pairs at +0%"));
    line(text, List.of("---", "---", "---", "---", "---", "---"));
    for (double spread : SPREADS) {
      List<String> cells = new ArrayList<>(List.of(percent(spread, 0)));
      double used = 0;
      for (double change : CHANGES) {
        Rates rates = Simulation.run(Machine.STEADY, spread, change, pairs, 1, sessions);
        cells.add(percent(rates.slower(), 1) + " / " + percent(rates.undecided(), 1));
        used = change == 0 ? rates.pairs() : used;
        if (change == 0) {
          assertTrue(rates.slower() <= 0.01, "false alarms at " + spread + ": " + rates);
        }
        if (change == 0.10 && spread <= 0.02) {
          assertTrue(rates.slower() >= 0.95, "detection at " + spread + ": " + rates);
        }
      }
      cells.add("%.1f".formatted(used));
      line(text, cells);
    }
    text.append('\n');
  }

  private static void machines(StringBuilder text) {
    text.append("The same on machines with a flaw, 7 pairs, 1,000 sessions a cell, spread 2%:\n\n");
    line(text, List.of("machine", "+0%", "+5%", "+10%", "+20%"));
    line(text, List.of("---", "---", "---", "---", "---"));
    for (Machine machine : Machine.values()) {
      List<String> cells = new ArrayList<>(List.of(machine.words()));
      for (double change : CHANGES) {
        Rates rates = Simulation.run(machine, 0.02, change, 7, 1, 1_000);
        cells.add(percent(rates.slower(), 1) + " / " + percent(rates.undecided(), 1));
        assertTrue(change > 0 || rates.slower() <= 0.01, "false alarms: " + machine + rates);
      }
      line(text, cells);
    }
    text.append('\n');
  }

  private static void sessions(StringBuilder text) {
    text.append(
        "Whole sessions of 30 equal rows with a ruler and a control, 7 pairs, 400 sessions a cell;"
            + " regression / inconclusive, in % of sessions:\n\n");
    List<String> header = new ArrayList<>(List.of("machine"));
    for (double spread : SPREADS) {
      header.add("spread " + percent(spread, 0));
    }
    line(text, header);
    line(text, header.stream().map(_ -> "---").toList());
    for (Machine machine : Machine.values()) {
      List<String> cells = new ArrayList<>(List.of(machine.words()));
      for (double spread : SPREADS) {
        Rates rates = Simulation.run(machine, spread, 0, 7, 30, 400);
        cells.add(percent(rates.regressions(), 1) + " / " + percent(rates.inconclusive(), 1));
        assertTrue(rates.regressions() <= 0.01, "false alarms: " + machine + rates);
      }
      line(text, cells);
    }
    text.append('\n');
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String percent(double fraction, int decimals) {
    return String.format(
        Locale.ROOT, "%." + decimals + "f%s", 100 * fraction, decimals == 0 ? "%" : "");
  }
}
