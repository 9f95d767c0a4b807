package org.ringbench.dealer;

import org.ringbench.plan.Op;
import org.ringbench.plan.Schedule;
import org.ringbench.protocol.Program;

/** One execution of a program on some rows of a data set. All of it is public. */
public final class Run {
  private final Program program;
  private final int data;
  private final int[] rows;

  /**
   * A run.
   *
   * @param program what runs
   * @param data the number of the data set whose rows it reads
   * @param rows the rows at hand, as many as the program's batch; kept, not copied
   * @throws IllegalArgumentException if they are more or fewer
   */
  public Run(Program program, int data, int[] rows) {
    for (Schedule.Input input : program.schedule().inputs()) {
      int batch = input.value().shape().rows();
      if (input.kind() != Op.Kind.PARAMETER && rows.length != batch) {
        throw new IllegalArgumentException(
            "a run of %d rows: \"%s\" takes %d"
                .formatted(rows.length, program.schedule().plan(), batch));
      }
    }
    this.program = program;
    this.data = data;
    this.rows = rows;
  }

  /** A run of a program that reads no data. */
  public static Run of(Program program) {
    return new Run(program, 0, new int[0]);
  }

  /** What runs. */
  public Program program() {
    return program;
  }

  /** The number of the data set. */
  public int data() {
    return data;
  }

  /** The rows at hand; not to be changed. */
  public int[] rows() {
    return rows;
  }
}
