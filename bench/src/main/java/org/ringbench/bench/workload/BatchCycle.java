package org.ringbench.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.party.SessionSpec;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.Rounding;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

/**
 * Whole batches of rows in order, over and over.
 *
 * @param data as many rows as the batches have together
 * @param batch rows of a batch
 */
public record BatchCycle(Dataset data, int batch) {
  /** The number of batches. */
  int count() {
    return data.size() / batch;
  }

  /** The rows as two parties hold them. */
  Rows rows() {
    return new Rows(data.features(), data.labels());
  }

  /** A session that runs the program on one batch after the other, over and over. */
  public SessionSpec session(
      RingBackendProvider backend, Map<String, FloatTensor> parameters, Program program) {
    return new SessionSpec(
        backend,
        program.schedule().setting().fractionBits(),
        parameters,
        List.of(rows()),
        Runs.cycle(runs(program)));
  }

  /** The oracle of such a session. */
  FixedPointEngine oracle(
      RingBackend backend,
      Map<String, FloatTensor> parameters,
      Program program,
      Rounding rounding) {
    return new FixedPointEngine(
        backend,
        program.schedule().setting().fractionBits(),
        parameters,
        List.of(rows()),
        Runs.cycle(runs(program)),
        rounding);
  }

  /** A run of the program on each batch. */
  List<Run> runs(Program program) {
    List<Run> runs = new ArrayList<>();
    for (int b = 0; b < count(); b++) {
      runs.add(new Run(program, 0, IntStream.range(b * batch, (b + 1) * batch).toArray()));
    }
    return runs;
  }

  /** The features of a step, counted from 0. */
  FloatTensor features(long step) {
    return data.features().rows(from(step), batch);
  }

  /** The labels of a step. */
  FloatTensor labels(long step) {
    return data.labels().rows(from(step), batch);
  }

  /** The rows of a step that its party, the one with more, opens when it first runs. */
  int mostOwnedRows(long step) {
    int second = 0;
    for (int row = from(step); row < from(step) + batch; row++) {
      second += rows().ownership().owner(row);
    }
    return Math.max(second, batch - second);
  }

  /** The batch of a step alone. */
  BatchCycle at(long step) {
    return new BatchCycle(data.rows(from(step), batch), batch);
  }

  private int from(long step) {
    return (int) (step % count()) * batch;
  }
}
