package org.ringbench.bench.gate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ringbench.bench.jmh.Counting;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.Programs;
import org.ringbench.bench.workload.DataSource;

/**
 * The program that counts cases of its own version, one after the other in one JVM, without timing
 * them. A gate starts it from the jars that it compares: its arguments are files as {@link
 * CountFile} has them.
 */
public final class CountProgram {
  /** What a jar with this program has. */
  static final String ENTRY = "org/ringbench/bench/gate/CountProgram.class";

  private CountProgram() {}

  /**
   * Counts.
   *
   * @param files the cases, and where their counts go, each before the next begins
   */
  public static void main(String... files) throws IOException {
    Programs programs = new Programs(DataSource.ofProperties());
    List<Case> cases = CountFile.cases(Path.of(files[0]));
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(files[1]))) {
      for (Case what : cases) {
        out.write(CountFile.line(count(what, programs)));
        out.newLine();
        out.flush();
      }
    }
    System.exit(0); // engines may leave threads behind
  }

  /** The counts of a case, or why there are none. */
  static Counted count(Case what, Programs programs) {
    try {
      Cell cell = Cell.of(what.benchmark(), what.parameters());
      return new Counted(
          what.id(),
          programs.fingerprint(cell),
          Counting.of(what.benchmark(), what.parameters()),
          null);
    } catch (RuntimeException | LinkageError e) {
      return Counted.failed(what.id(), deepest(e));
    }
  }

  private static String deepest(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
