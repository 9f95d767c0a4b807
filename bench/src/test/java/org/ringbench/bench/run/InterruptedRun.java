package org.ringbench.bench.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.workload.DataSource;

/**
 * A run whose forks take no time, but for the third of the second cell, which waits for a child
 * process that does not end by itself.
 */
final class InterruptedRun {
  private InterruptedRun() {}

  /** Runs into the folder that the argument names. */
  public static void main(String[] arguments) throws Exception {
    List<Cell> cells = Grid.parse("ringGemm size=1x1x1,2x2x2,3x3x3 backend=java");
    Map<Cell, Integer> forks = new HashMap<>();
    ForkRunner runner =
        cell -> {
          int fork = forks.merge(cell, 1, Integer::sum);
          if (cell.equals(cells.get(1)) && fork == 3) {
            await();
          }
          if (cell.equals(cells.get(2))) {
            throw new MeasurementException("crashed", null);
          }
          return new Fork(1 + fork, Map.of("multiplyAdds", List.of(1.0)));
        };
    Experiment experiment =
        new Experiment(
            Tier.of("smoke"),
            cells,
            JmhArguments.parse("-f 4"),
            Optional.of(Tier.of("smoke").accuracy()),
            DataSource.ofProperties(),
            Path.of(""),
            Path.of(arguments[0]),
            "ringbench run",
            Optional.empty());
    Estimate estimate = experiment.estimate(1);
    experiment.run(
        _ -> runner,
        estimate,
        new Progress(System.err, Progress.Style.NONE, 1, Duration.ZERO),
        outcome -> System.out.println("kept " + outcome.rows()));
    System.exit(0);
  }

  private static void await() throws MeasurementException {
    try {
      Process child = new ProcessBuilder("sleep", "300").start();
      System.out.println("waiting " + child.pid());
      throw new MeasurementException("the child ended with " + child.waitFor(), null);
    } catch (java.io.IOException | InterruptedException e) {
      throw new MeasurementException("no child", e);
    }
  }
}
