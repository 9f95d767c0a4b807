package org.ringbench.bench.gate;

import java.util.List;

/**
 * What a comparison found, ready to be shown.
 *
 * @param title such as {@code gate, tier pr}
 * @param outcome of all parts
 * @param versions base and head, and where they were measured
 * @param problems why the outcome is what it is, beside changes and times: a line each
 * @param changes of counts
 * @param countedRows how many rows' counts were compared
 * @param times a line a row, in the order of the rows
 * @param rulers of the machine, which judge nothing
 * @param notes to the times
 */
public record Report(
    String title,
    Outcome outcome,
    List<String> versions,
    List<String> problems,
    List<CounterLine> changes,
    int countedRows,
    List<TimeLine> times,
    List<RulerLine> rulers,
    List<String> notes) {
  /** A count that is not what it was. */
  public record CounterLine(
      String row, String counter, Long base, Long head, String against, boolean fails) {
    static CounterLine of(CounterChange change) {
      return new CounterLine(
          change.row(),
          change.counter(),
          change.base(),
          change.head(),
          change.against(),
          change.fails());
    }
  }

  /**
   * The time of a row, or a ratio.
   *
   * @param row its id
   * @param base milliseconds, or a ratio
   * @param head milliseconds, or a ratio
   * @param change of the pairs' mean, as a fraction of the base
   * @param low the lower end of its interval
   * @param high the upper end
   * @param forkSpread the standard deviation of a fork, as a fraction; null if there are no pairs
   * @param pairs of forks; null if the two were not measured in pairs
   * @param power to notice a slowdown of 10%; null if there are no pairs
   * @param verdict in words; null if there is none
   * @param weight how bad it is, for the order of a table
   */
  public record TimeLine(
      String row,
      double base,
      double head,
      double change,
      double low,
      double high,
      Double forkSpread,
      Integer pairs,
      Double power,
      String verdict,
      double weight) {
    static TimeLine of(TimeRow row) {
      Pairs pairs = row.pairs();
      return new TimeLine(
          row.id(),
          row.base(),
          row.head(),
          Math.expm1(pairs.mean()),
          Math.expm1(pairs.lower()),
          Math.expm1(pairs.upper()),
          pairs.forkSpread(),
          pairs.count(),
          row.power(),
          row.verdict().words() + (row.isConfirmed() ? ", measured again" : ""),
          weight(row.verdict()) + Math.tanh(pairs.lower()));
    }

    private static int weight(Verdict verdict) {
      return switch (verdict) {
        case SLOWER -> 9;
        case UNDECIDED -> 6;
        case SAME -> 3;
        case FASTER -> 0;
      };
    }
  }

  /**
   * What a ruler showed over a session: something that no version changes.
   *
   * @param ruler what it measures
   * @param unit of the figures
   * @param median over the rounds; null if there is none
   * @param low the least; null if there is none
   * @param high the greatest; null if there is none
   * @param rounds in which it was measured
   * @param absent why it was not measured; null if it was
   */
  public record RulerLine(
      String ruler,
      String unit,
      Double median,
      Double low,
      Double high,
      int rounds,
      String absent) {}

  /** Takes lists that nobody changes any more. */
  public Report {
    versions = List.copyOf(versions);
    problems = List.copyOf(problems);
    changes = List.copyOf(changes);
    times = List.copyOf(times);
    rulers = List.copyOf(rulers);
    notes = List.copyOf(notes);
  }
}
