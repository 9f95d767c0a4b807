package org.ringbench.party;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Model;
import org.ringbench.nn.Sgd;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.Rounding;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.Shape;

/** A small training run, encrypted and by the oracle. */
record Training(Model model, Sgd sgd, Setting setting, Rows rows, List<Run> batches, Seeds seeds) {
  private static final RingBackendProvider JAVA = RingBackends.provider("java");

  /** A perceptron or a regression on generated rows; the last batch is smaller. */
  static Training of(String model, Setting setting) {
    return switch (model) {
      case "mlp" -> of(new Mlp(Mlp.Activation.RELU, 20, 12, 8, 3), new Sgd(0.02), setting);
      case "mlp-square" -> of(new Mlp(Mlp.Activation.SQUARE, 20, 12, 8, 3), new Sgd(0.02), setting);
      case "linreg" -> of(new LinearRegression(13), new Sgd(0.05, 0.9), setting);
      default -> throw new IllegalArgumentException(model);
    };
  }

  private static Training of(Model model, Sgd sgd, Setting setting) {
    return of(model, sgd, setting, generated(model, 88), 24, 5);
  }

  static Training of(Model model, Sgd sgd, Setting setting, Rows rows, int batch, long seed) {
    List<Run> batches = new ArrayList<>();
    int count = rows.features().shape().rows();
    Program whole = program(model, sgd, setting, batch);
    for (int from = 0; from < count; from += batch) {
      int size = Math.min(batch, count - from);
      Program program = size == batch ? whole : program(model, sgd, setting, size);
      batches.add(new Run(program, 0, IntStream.range(from, from + size).toArray()));
    }
    return new Training(model, sgd, setting, rows, batches, Seeds.insecure(seed));
  }

  private static Program program(Model model, Sgd sgd, Setting setting, int batch) {
    return Program.of(Lowering.lower(model.training(batch, sgd), setting));
  }

  private static Rows generated(Model model, int count) {
    Random random = new Random(17);
    FloatTensor features = new FloatTensor(new Shape(count, model.features()));
    FloatTensor labels = new FloatTensor(new Shape(count, model.outputs()));
    for (int i = 0; i < features.values().length; i++) {
      features.values()[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < count; i++) {
      if (model.outputs() == 1) {
        labels.values()[i] = features.get(i, 0) - 0.5f * features.get(i, 1) + 0.25f;
      } else {
        labels.values()[i * model.outputs() + random.nextInt(model.outputs())] = 1;
      }
    }
    return new Rows(features, labels);
  }

  Map<String, FloatTensor> start() {
    return model.initialState(3, sgd);
  }

  SessionSpec spec() {
    return spec(JAVA);
  }

  SessionSpec spec(RingBackendProvider backend) {
    return new SessionSpec(
            backend, setting.fractionBits(), start(), List.of(rows), Runs.cycle(batches))
        .with(seeds);
  }

  FixedPointEngine oracle() {
    RowMasks masks = new RowMasks(0, model.features(), rows.ownership());
    return new FixedPointEngine(
        JAVA.create(),
        setting.fractionBits(),
        start(),
        List.of(rows),
        Runs.cycle(batches),
        Rounding.dealers(JAVA.create(), seeds, List.of(masks)));
  }
}
