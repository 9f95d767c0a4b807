package org.ringbench.bench.gpu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.workload.BatchCycle;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.cuda.CudaTuning;
import org.ringbench.party.Execution;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;

/**
 * Times the forms of the matrix product on the shapes of a training step, and keeps the table that
 * the rows to come, and all later runs, choose from.
 */
final class TuningStep implements Step.Work {
  private static final List<Integer> BATCHES = List.of(64, 512, 4096);
  private static final int FRACTION_BITS = 16;

  private final Path folder;

  TuningStep(Path folder) {
    this.folder = folder;
  }

  @Override
  public String run(StepLog log, Deadline deadline) throws Exception {
    TrainingTask task = TrainingTask.of("mlp", "relu", DataSource.ofProperties());
    try (CudaTuning tuning = CudaTuning.open()) {
      for (int batch : BATCHES) {
        if (deadline.isOver()) {
          log.add(Map.of("batch", batch, "status", "not run"), batch + " rows: time limit");
          continue;
        }
        int before = tuning.shapes();
        step(task, batch, tuning);
        int found = tuning.shapes() - before;
        log.add(Map.of("batch", batch, "shapes", found), batch + " rows: " + found + " new shapes");
      }
      Path table = tuning.write();
      Files.copy(table, folder.resolve("matmul-table.txt"));
      return tuning.shapes() + " shapes in " + table;
    }
  }

  private static void step(TrainingTask task, int batch, CudaTuning tuning) {
    BatchCycle cycle = task.cycle(batch);
    Program program = task.program(batch, Setting.of(FRACTION_BITS));
    SessionSpec spec = cycle.session(tuning, task.start(), program).with(Execution.LOCKSTEP);
    try (Session session = Session.open(spec)) {
      session.step();
    }
  }
}
