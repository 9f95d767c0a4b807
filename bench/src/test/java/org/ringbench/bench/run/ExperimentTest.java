package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.results.Shard;
import org.ringbench.bench.workload.DataSource;

/** Runs with a stand-in for JMH. */
class ExperimentTest {
  private static final List<Cell> CELLS = Grid.parse("ringGemm size=1x1x1,2x2x2 backend=java");
  private static final AccuracyPlan ONE_STEP = new AccuracyPlan(1, 64, 64, List.of(16), "relu");

  @TempDir Path folder;

  @Test
  void aWholeRunIsPublished() throws IOException {
    Outcome outcome = run("", Optional.of(ONE_STEP), ExperimentTest::fork);
    Results results = ResultsFile.read(folder.resolve(ResultsFile.LATEST));
    assertEquals(outcome.results().orElseThrow(), results);
    assertTrue(results.isComplete());
    assertEquals(2, results.rows().size());
    assertEquals(
        ONE_STEP.trainings().size(), results.accuracy().size(), "floats, oracle and encrypted");
    assertEquals(Optional.of(folder.resolve(results.run().id() + ".json")), outcome.file());
    assertTrue(Files.exists(outcome.log()));
  }

  @Test
  void whatCrashedIsNamedAndTheRestIsWritten() throws IOException {
    Outcome outcome =
        run(
            "",
            Optional.empty(),
            cell -> {
              if (cell.equals(CELLS.getFirst())) {
                throw new MeasurementException("Forked VM failed with exit code 134", null);
              }
              return fork(cell);
            });
    Results results = ResultsFile.read(folder.resolve(ResultsFile.LATEST));
    assertEquals(
        List.of(
            new Missing("ringGemm backend=java size=1x1x1", "Forked VM failed with exit code 134")),
        results.missing());
    assertEquals(outcome.missing(), results.missing());
    assertEquals(1, outcome.rows());
  }

  @Test
  void aTrainingThatFailsIsMissing() throws IOException {
    AccuracyPlan tooFine = new AccuracyPlan(1, 64, 64, List.of(40), "relu");
    Outcome outcome = run("", Optional.of(tooFine), ExperimentTest::fork);
    assertEquals(2, outcome.rows());
    assertEquals(1, outcome.results().orElseThrow().accuracy().size(), "floats have no such bits");
    assertEquals(
        List.of("accuracy mlp fixed fractionBits=40", "accuracy mlp encrypted fractionBits=40"),
        outcome.missing().stream().map(Missing::id).toList());
  }

  @Test
  void resultsThatCannotBeWrittenAreStillThere() throws IOException {
    Outcome outcome =
        run(
            "",
            Optional.empty(),
            cell -> {
              try {
                Files.createDirectories(folder.resolve(ResultsFile.LATEST).resolve("in the way"));
              } catch (IOException e) {
                throw new MeasurementException("no folder", e);
              }
              return fork(cell);
            });
    assertTrue(outcome.unwritten().isPresent());
    assertEquals(2, outcome.results().orElseThrow().rows().size());
  }

  @Test
  void aQuickLookWritesNoResults() throws IOException {
    Outcome outcome = run("-f 1", Optional.of(ONE_STEP), ExperimentTest::fork);
    assertTrue(outcome.results().isEmpty());
    assertTrue(outcome.missing().isEmpty());
    assertFalse(Files.exists(folder.resolve(ResultsFile.LATEST)));
  }

  @Test
  void theFlagsOfForksAreOnRecord() throws IOException {
    Outcome outcome = run("-jvmArgsAppend -Xint", Optional.empty(), ExperimentTest::fork);
    assertTrue(outcome.results().orElseThrow().environment().jvmFlags().contains("-Xint"));
  }

  @Test
  void aShardSaysWhichItIs() throws IOException {
    Experiment whole = experiment("", Optional.of(ONE_STEP));
    assertTrue(whole.part(new Shard(1, 1)).accuracy().isPresent());
    Experiment part =
        new Experiment(
            whole.tier(),
            Grid.parse("ringGemm\nrelu"),
            whole.jmh(),
            whole.accuracy(),
            whole.data(),
            whole.home(),
            folder,
            "ringbench run",
            Optional.empty());
    Experiment second = part.part(new Shard(2, 2));
    assertEquals(1, second.cells().size());
    assertTrue(second.accuracy().isEmpty(), "the first shard trains");
    Outcome outcome =
        second.run(_ -> ExperimentTest::fork, second.estimate(1), progress(), _ -> {});
    Results results = outcome.results().orElseThrow();
    assertEquals(new Shard(2, 2), results.run().shard());
    assertTrue(results.run().id().endsWith("-2of2"), results.run().id());
  }

  private Outcome run(String jmh, Optional<AccuracyPlan> accuracy, ForkRunner runner)
      throws IOException {
    Experiment experiment = experiment(jmh, accuracy);
    return experiment.run(_ -> runner, experiment.estimate(1), progress(), _ -> {});
  }

  private Experiment experiment(String jmh, Optional<AccuracyPlan> accuracy) {
    return new Experiment(
        Tier.of("smoke"),
        CELLS,
        JmhArguments.parse(jmh),
        accuracy,
        DataSource.ofProperties(),
        Path.of(""),
        folder,
        "ringbench run",
        Optional.empty());
  }

  private static Progress progress() {
    return new Progress(System.err, Progress.Style.NONE, 1, Duration.ZERO);
  }

  private static Fork fork(Cell cell) {
    return new Fork(
        cell.toString().length(), Map.of("multiplyAdds", List.of(8.0), "threads", List.of(1.0)));
  }
}
