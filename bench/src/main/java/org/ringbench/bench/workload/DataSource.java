package org.ringbench.bench.workload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringbench.data.Csv;
import org.ringbench.data.Dataset;
import org.ringbench.data.LinearData;
import org.ringbench.data.Mnist;
import org.ringbench.data.Split;

/**
 * Where the data come from: what ships, unless the user has named files. System properties carry
 * the choice to the forks.
 *
 * @param mnist a folder of IDX files
 * @param csv a table for linear regression
 * @param target its column to predict
 */
public record DataSource(Optional<Path> mnist, Optional<Path> csv, Optional<String> target) {
  private static final String MNIST = "ringbench.data";
  private static final String CSV = "ringbench.csv";
  private static final String TARGET = "ringbench.csv.target";

  /** Of a table, the rows to train on; the others are for tests. */
  private static final double TRAIN_SHARE = 0.8;

  private static final long SEED = 1;

  /** What this JVM's system properties say. */
  public static DataSource ofProperties() {
    return new DataSource(
        property(MNIST).map(Path::of), property(CSV).map(Path::of), property(TARGET));
  }

  /** The options that give the same source to another JVM. */
  public List<String> jvmFlags() {
    List<String> flags = new ArrayList<>();
    mnist.ifPresent(folder -> flags.add("-D" + MNIST + "=" + folder.toAbsolutePath()));
    csv.ifPresent(file -> flags.add("-D" + CSV + "=" + file.toAbsolutePath()));
    target.ifPresent(column -> flags.add("-D" + TARGET + "=" + column));
    return flags;
  }

  /**
   * MNIST's digits.
   *
   * @throws org.ringbench.data.DataException if they cannot be used
   */
  public Split digits() {
    return mnist.map(Mnist::fromDirectory).orElseGet(Mnist::bundled);
  }

  /**
   * Rows for linear regression: the table, standardised, or generated ones.
   *
   * @throws org.ringbench.data.DataException if the table cannot be used
   */
  public Split regression() {
    if (csv.isEmpty()) {
      return LinearData.generate(SEED);
    }
    Dataset table =
        target.map(t -> Csv.read(csv.get(), t)).orElseGet(() -> Csv.read(csv.get())).standardised();
    if (table.size() < 2) {
      return new Split(table, table); // a single row is for both
    }
    return table.split(Math.max(1, (int) (table.size() * TRAIN_SHARE)));
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
  }
}
