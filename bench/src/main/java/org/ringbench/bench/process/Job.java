package org.ringbench.bench.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ringbench.data.Batches;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Lines;
import org.ringbench.data.Ownership;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Model;
import org.ringbench.nn.Sgd;
import org.ringbench.party.Agreement;
import org.ringbench.party.AgreementException;
import org.ringbench.party.Credit;
import org.ringbench.party.Recipients;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;

/**
 * What an agreement means: model, programs, and which program runs on which rows at each step. All
 * three processes make it of the same text.
 */
final class Job {
  /** The seed of a model that does not start at zero; public. */
  static final long START = 1;

  private final Agreement agreement;
  private final Model model;
  private final Sgd sgd;
  private final Setting setting;
  private final int rows0;
  private final int rows1;
  private final int batch;
  private final Batches order;
  private final Map<Integer, Program> training = new HashMap<>();
  private final Map<Integer, Program> losses = new HashMap<>();
  private final Map<Integer, List<Run>> epochs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<Run>> eldest) {
          return size() > 4;
        }
      };

  /** The job of an agreement, which may still lack what {@link #consequences} adds. */
  Job(Agreement agreement) {
    this.agreement = agreement;
    boolean mlp = agreement.get("task").equals(ProcessSettings.MLP);
    int features = agreement.getInt("features");
    model = mlp ? Mlp.mnist(Mlp.Activation.RELU) : new LinearRegression(features);
    if (model.features() != features) {
      throw new AgreementException(
          "%d features a row: %s takes %d".formatted(features, model.name(), model.features()));
    }
    sgd = new Sgd(decimal("rate"), decimal("momentum"));
    setting =
        Setting.of(agreement.getInt("precision"))
            .with(Setting.Comparison.valueOf(agreement.get("comparison").toUpperCase(Locale.ROOT)));
    rows0 = agreement.getInt("rows.worker0");
    rows1 = agreement.getInt("rows.worker1");
    batch = Math.min(agreement.getInt("batch"), rows());
    order = Batches.shuffled(rows(), batch, Long.parseLong(agreement.get("order.seed")));
    if (isComparison() && !isTrue("reveal.for-comparison")) {
      throw new AgreementException(
          "linreg-compare shows each worker the other's rows:"
              + " it needs --reveal-for-comparison at both");
    }
    runs(0); // makes the programs
  }

  private double decimal(String key) {
    return Double.parseDouble(agreement.get(key));
  }

  /** What follows from the announcements, for all three to compare. */
  Map<String, String> consequences() {
    Map<String, String> facts = new LinkedHashMap<>();
    training.forEach((size, program) -> facts.put("plan.training." + size, hash(program)));
    losses.forEach((size, program) -> facts.put("plan.loss." + size, hash(program)));
    facts.put("rows.order", "shuffled each epoch by order.seed, worker 0's rows numbered first");
    facts.put("steps.per-epoch", String.valueOf(stepsPerEpoch()));
    facts.put("steps", String.valueOf(totalEpochs() * stepsPerEpoch()));
    facts.put("dealer.ahead", String.valueOf(credit().ahead()));
    return facts;
  }

  private static String hash(Program program) {
    return Lines.hash(program.schedule().toString());
  }

  /** One hash of all programs. */
  String planHash() {
    StringBuilder all = new StringBuilder();
    consequences().forEach((key, value) -> all.append(key).append(value).append('\n'));
    return Lines.hash(all.toString());
  }

  Agreement agreement() {
    return agreement;
  }

  Model model() {
    return model;
  }

  Sgd sgd() {
    return sgd;
  }

  int fractionBits() {
    return setting.fractionBits();
  }

  int rows() {
    return Math.addExact(rows0, rows1);
  }

  int rows(int worker) {
    return worker == 0 ? rows0 : rows1;
  }

  boolean isComparison() {
    return agreement.get("task").equals(ProcessSettings.COMPARE);
  }

  boolean isTrue(String key) {
    return agreement.get(key).equals("true");
  }

  /** Steps to measure, 0 if this is no measurement. */
  int measured() {
    return agreement.getInt("measure");
  }

  /** Steps before those that are measured. */
  int warmup() {
    return agreement.getInt("warm-up");
  }

  Recipients revealTo() {
    return Recipients.parse(agreement.get("reveal.to"));
  }

  RowMasks masks() {
    return new RowMasks(0, model.features(), Ownership.split(rows0));
  }

  /** Parameters and velocities at the start. */
  Map<String, FloatTensor> start() {
    return model.initialState(START, sgd);
  }

  /** Epochs of one training. */
  int epochs() {
    return agreement.getInt("epochs");
  }

  /** Epochs of all that is run: a comparison trains several times, a measurement by steps. */
  int totalEpochs() {
    if (measured() > 0) {
      return Math.ceilDiv(warmup() + measured(), order.count());
    }
    return isComparison()
        ? Math.multiplyExact(epochs(), warmupTrainings() + agreement.getInt("repetitions"))
        : epochs();
  }

  /** Trainings of a comparison before those that are timed: at least one, which opens the rows. */
  int warmupTrainings() {
    return Math.max(1, Math.ceilDiv(warmup(), Math.multiplyExact(epochs(), order.count())));
  }

  int trainingStepsPerEpoch() {
    return order.count();
  }

  /** With the steps that compute the loss. */
  int stepsPerEpoch() {
    return isTrue("reveal.losses") ? 2 * order.count() : order.count();
  }

  /** The batches of an epoch of the training at hand. */
  int[][] batches(int epoch) {
    return order.epoch(measured() > 0 ? 0 : epoch % epochs());
  }

  /** The steps of an epoch: training, then the loss over all rows if it is revealed. */
  synchronized List<Run> runs(int epoch) {
    return epochs.computeIfAbsent(epoch, this::makeRuns);
  }

  private List<Run> makeRuns(int epoch) {
    List<Run> runs = new ArrayList<>();
    for (int[] rows : batches(epoch)) {
      runs.add(new Run(training.computeIfAbsent(rows.length, this::trainingProgram), 0, rows));
    }
    if (isTrue("reveal.losses")) {
      for (int[] rows : Batches.sequential(rows(), batch).epoch(0)) {
        runs.add(new Run(losses.computeIfAbsent(rows.length, this::lossProgram), 0, rows));
      }
    }
    return List.copyOf(runs);
  }

  private Program trainingProgram(int size) {
    return program(model.training(size, sgd));
  }

  private Program lossProgram(int size) {
    return program(model.loss(size));
  }

  private Program program(Plan plan) {
    return Program.of(Lowering.lower(plan, setting));
  }

  /** All steps from the beginning of an epoch on. */
  Runs runsFrom(int epoch) {
    int perEpoch = stepsPerEpoch();
    return step -> {
      long at = epoch + step / perEpoch;
      return at < totalEpochs() ? runs((int) at).get((int) (step % perEpoch)) : null;
    };
  }

  /** The bytes of the dealer's largest message. */
  long largestDealtBytes() {
    long words = 0;
    for (Run run : runs(0)) {
      words = Math.max(words, run.program().layout().dealtWords());
    }
    return words * Long.BYTES;
  }

  Credit credit() {
    return Credit.of(largestDealtBytes());
  }

  /** The training program of a full batch. */
  Program fullProgram() {
    return runs(0).getFirst().program();
  }
}
