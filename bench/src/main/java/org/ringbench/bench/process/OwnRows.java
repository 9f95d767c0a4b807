package org.ringbench.bench.process;

import java.nio.file.Path;
import java.util.Optional;
import org.ringbench.data.Csv;
import org.ringbench.data.DataException;
import org.ringbench.data.Dataset;
import org.ringbench.data.LinearData;
import org.ringbench.data.Mnist;
import org.ringbench.data.Npy;
import org.ringbench.data.Split;

/**
 * The rows that a worker brings, and those that it tests with.
 *
 * @param train this worker's own
 * @param test if there are any
 * @param origin "files", or what both workers take halves of; public
 */
record OwnRows(Dataset train, Optional<Dataset> test, String origin) {
  private static final long SEED = 1;
  private static final int TEST_ROWS = 800;
  private static final int TRAIN_ROWS = 3_200;

  static OwnRows read(ProcessSettings settings) {
    if (settings.task.equals(ProcessSettings.MLP)) {
      Split digits = settings.data.map(Mnist::fromDirectory).orElseGet(Mnist::bundled);
      int all = digits.train().size();
      int rows = settings.rows().orElse(Math.min(640, all));
      if (rows > all) {
        throw new SettingException("--rows is %d: MNIST has %d here".formatted(rows, all));
      }
      return half(settings, digits.train().head(rows), digits.test(), "mnist");
    }
    if (settings.data.isEmpty()) {
      Split made =
          LinearData.generate(
              SEED, settings.features(), settings.rows().orElse(TRAIN_ROWS), TEST_ROWS);
      return half(settings, made.train(), made.test(), "generated");
    }
    Optional<Dataset> test = settings.testData.map(file -> table(settings, file));
    return new OwnRows(table(settings, settings.data.get()), test, "files");
  }

  private static OwnRows half(ProcessSettings settings, Dataset all, Dataset test, String origin) {
    int first = Math.ceilDiv(all.size(), 2);
    Dataset own = settings.role.rank() == 0 ? all.head(first) : all.rows(first, all.size() - first);
    return new OwnRows(
        own, Optional.of(test), "halves of %d %s rows".formatted(all.size(), origin));
  }

  private static Dataset table(ProcessSettings settings, Path file) {
    if (Npy.isOne(file)) {
      return Npy.read(file, settings.target().map(t -> column(t, file)).orElse(-1));
    }
    return settings.target().map(t -> Csv.read(file, t)).orElseGet(() -> Csv.read(file));
  }

  private static int column(String target, Path file) {
    if (!target.matches("\\d{1,9}")) {
      throw new SettingException(
          "--target is \"%s\": expected the number of a column of %s, from 0"
              .formatted(target, file));
    }
    return Integer.parseInt(target);
  }

  int features() {
    return train.features().shape().cols();
  }

  /**
   * Refuses numbers beyond the bounds that the plan was made for: in a private run nobody would see
   * that the ring overflowed.
   */
  static void requireInBounds(Dataset rows, double features, double labels) {
    require(
        rows.name(), "feature", rows.features().values(), rows.features().shape().cols(), features);
    require(rows.name(), "label", rows.labels().values(), rows.labels().shape().cols(), labels);
  }

  private static void require(String name, String what, float[] values, int cols, double bound) {
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i]) > bound) {
        // The value itself is nobody's business but the owner's, and this goes to stderr.
        throw new DataException(
            ("%s: the %s in row %d, column %d is beyond +-%s, for which the plan is made:"
                    + " see --normalise")
                .formatted(name, what, i / cols + 1, i % cols + 1, bound));
      }
    }
  }
}
