package org.ringbench.bench.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ringbench.data.Batches;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plain.Rounding;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackends;

/** Training by epochs, of which only the result matters; the last batch may be smaller. */
public interface TrainingRun extends AutoCloseable {
  /** Trains on every row once. */
  void epoch();

  /** The parameters so far. */
  Map<String, FloatTensor> parameters();

  @Override
  void close();

  /** In Java floats. */
  static TrainingRun floats(TrainingTask task, Dataset rows, int batch) {
    FloatEngine engine = new FloatEngine(1);
    PlainTrainer<FloatTensor> trainer = new PlainTrainer<>(engine, task.start());
    Map<Integer, Plan> plans = new HashMap<>();
    return of(
        () -> {
          for (int[] part : Batches.sequential(rows.size(), batch).epoch(0)) {
            Plan plan = plans.computeIfAbsent(part.length, task::plan);
            trainer.step(plan, rows.features().gatherRows(part), rows.labels().gatherRows(part));
          }
        },
        trainer::parameters,
        engine::close);
  }

  /** By the oracle, with a rounding of its own. */
  static TrainingRun fixed(TrainingTask task, Dataset rows, int batch, Setting setting) {
    List<Run> runs = runs(task, rows, batch, setting);
    FixedPointEngine engine =
        new FixedPointEngine(
            RingBackends.provider("java").create(),
            setting.fractionBits(),
            task.start(),
            List.of(new Rows(rows.features(), rows.labels())),
            Runs.cycle(runs),
            Rounding.cheap(1));
    return of(() -> runs.forEach(_ -> engine.step()), engine::reveal, engine::close);
  }

  /** By two parties and a dealer, on the usual backend. */
  static TrainingRun encrypted(TrainingTask task, Dataset rows, int batch, Setting setting) {
    List<Run> runs = runs(task, rows, batch, setting);
    Session session =
        Session.open(
            new SessionSpec(
                RingBackends.provider(RingBackends.USUAL),
                setting.fractionBits(),
                task.start(),
                List.of(new Rows(rows.features(), rows.labels())),
                Runs.cycle(runs)));
    return of(() -> runs.forEach(_ -> session.step()), session::reveal, session::close);
  }

  private static List<Run> runs(TrainingTask task, Dataset rows, int batch, Setting setting) {
    Map<Integer, Program> programs = new HashMap<>();
    List<Run> runs = new ArrayList<>();
    for (int[] part : Batches.sequential(rows.size(), batch).epoch(0)) {
      runs.add(
          new Run(
              programs.computeIfAbsent(part.length, size -> task.program(size, setting)), 0, part));
    }
    return runs;
  }

  private static TrainingRun of(
      Runnable epoch, Supplier<Map<String, FloatTensor>> parameters, Runnable close) {
    return new TrainingRun() {
      @Override
      public void epoch() {
        epoch.run();
      }

      @Override
      public Map<String, FloatTensor> parameters() {
        return parameters.get();
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }
}
