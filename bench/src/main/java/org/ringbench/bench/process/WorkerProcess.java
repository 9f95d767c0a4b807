package org.ringbench.bench.process;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Run;
import org.ringbench.net.Connection;
import org.ringbench.net.Message;
import org.ringbench.net.Role;
import org.ringbench.net.Traffic;
import org.ringbench.nn.Model;
import org.ringbench.party.AgreementException;
import org.ringbench.party.Peers;
import org.ringbench.party.Recipients;
import org.ringbench.party.ShareFile;
import org.ringbench.party.WorkerSession;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.Shape;

/** A worker's process, from its rows to the revealed model. */
final class WorkerProcess {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  private final ProcessSettings settings;
  private final Log log;
  private final int index;
  private final Resume resume;
  private final OwnRows rows;
  private final ModelShares shares;
  private final Dealt dealt;
  private Peers peers;
  private Job job;
  private WorkerSession session;
  private Dataset train; // normalised
  private Optional<Moments> constants = Optional.empty();
  private long step;
  private int startEpoch;

  WorkerProcess(ProcessSettings settings, Log log) {
    this.settings = settings;
    this.log = log;
    index = settings.role.rank();
    rows = OwnRows.read(settings);
    resume = new Resume(settings);
    shares = new ModelShares(settings);
    requireTogether();
    dealt = new Dealt(settings);
  }

  private void requireTogether() {
    boolean trains =
        !settings.task.equals(ProcessSettings.COMPARE)
            && settings.announced().get("measure").equals("0");
    if (!trains && (resume.isOn() || settings.options.replayExactly)) {
      throw new SettingException("--checkpoint is for training, not for comparing or measuring");
    }
    if (settings.usesFile() && resume.isOn()) {
      throw new SettingException("--checkpoint needs a dealer: --correlations serves one run only");
    }
    if (settings.task.equals(ProcessSettings.COMPARE)
        && !settings.announced().get("reveal.to").equals("both")) {
      throw new SettingException("linreg-compare shows the model to both: leave --reveal-to out");
    }
  }

  /** Runs the task; the result as it goes into a JSON file. */
  Map<String, Object> run() {
    Peers met = Meeting.open(settings, log);
    peers = met;
    try (met;
        dealt) {
      dealt.meet(met);
      return runTogether();
    }
  }

  private Map<String, Object> runTogether() {
    try {
      Map<String, String> facts = new LinkedHashMap<>(shares.announcement());
      facts.put("rows.worker" + index, String.valueOf(rows.train().size()));
      facts.put("features", String.valueOf(rows.features()));
      facts.put("data", rows.origin());
      facts.putAll(dealt.announcement());
      job = Terms.agree(settings, peers, facts, resume, log);
      startEpoch = Resume.epoch(job.agreement());
      normalise();
      RingBackend backend = settings.backend.create();
      byte[] seed = dealt.seed(job);
      try (WorkerSession opened =
          new WorkerSession(
              index, backend, seed, peer(), dealt.start(job, startEpoch), job.fractionBits())) {
        session = opened;
        begin();
        Map<String, Object> result = work();
        dealt.finish();
        return result;
      }
    } catch (RuntimeException e) { // before the connections close: the others are told why
      throw Terms.explain(
          peers, e, session == null ? "" : Terms.place(step, job.stepsPerEpoch(), startEpoch));
    }
  }

  private Connection peer() {
    return peers.to(index == 0 ? Role.WORKER1 : Role.WORKER0);
  }

  private void normalise() {
    String how = job.agreement().get("normalise");
    if (!how.equals("none")) {
      if (!job.agreement().get("task").startsWith("linreg")) {
        throw new AgreementException("--normalise is for tables: MNIST has its own constants");
      }
      Moments moments = Moments.of(rows.train());
      if (how.equals("joint")) {
        log.info(
            "joint normalisation: each worker learns the other's count, and mean and variance"
                + " of every column");
        moments = moments.joined(peer(), index == 0);
      }
      constants = Optional.of(moments);
    }
    train = constants.map(c -> c.apply(rows.train())).orElse(rows.train());
    OwnRows.requireInBounds(train, job.model().largestFeature(), job.model().largestLabel());
  }

  private void begin() {
    Optional<ShareFile> checkpoint = resume.chosen(job.agreement(), rowsHash());
    if (checkpoint.isPresent()) {
      log.info("goes on after epoch " + startEpoch);
      session.parameters(checkpoint.get().tensors());
    } else {
      session.parameters(shares.start(job));
    }
    session.data(job.masks(), placed(train.features()), placed(train.labels()));
  }

  private String rowsHash() {
    return resume.isOn() ? RowsHash.of(train) : "";
  }

  /** This worker's rows in their places among all; the other's are zero, and not read. */
  private FloatTensor placed(FloatTensor own) {
    int cols = own.shape().cols();
    FloatTensor all = new FloatTensor(new Shape(job.rows(), cols));
    int from = index == 0 ? 0 : job.rows(0) * cols;
    System.arraycopy(own.values(), 0, all.values(), from, own.values().length);
    return all;
  }

  private Map<String, Object> work() {
    if (job.measured() > 0) {
      return new Measurement(job, peer(), index, settings.backend).run(this::step);
    }
    if (job.isComparison()) {
      return compare();
    }
    Map<String, Object> result = header();
    long begin = System.nanoTime();
    Traffic before = session.traffic();
    List<Double> losses = train(result);
    long nanos = System.nanoTime() - begin;
    result.put("seconds", nanos / 1e9);
    result.put("traffic", traffic(session.traffic().since(before)));
    if (!losses.isEmpty()) {
      result.put("losses", losses);
    }
    shares.save(job, session.shares());
    Optional<Map<String, FloatTensor>> model = reveal();
    result.put("model", model.isPresent() ? "revealed to this worker" : "not revealed to this one");
    model.ifPresent(
        m -> Outcome.describe(result, job, m, rows.test().orElse(rows.train()), constants));
    if (model.isPresent()) {
      result.put("metricsOn", rows.test().isPresent() ? "test rows" : "this worker's own rows");
    }
    return result;
  }

  private Map<String, Object> header() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("task", job.agreement().get("task"));
    result.put("role", settings.role.toString());
    result.put("version", Terms.version());
    result.put("backend", settings.backend.id());
    result.put("instructionSet", settings.backend.instructionSet());
    result.put("agreement", new LinkedHashMap<>(job.agreement().entries()));
    return result;
  }

  static Map<String, Object> traffic(Traffic traffic) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("rounds", traffic.rounds());
    entries.put("bytesSent", traffic.bytesSent());
    entries.put("bytesReceived", traffic.bytesReceived());
    return entries;
  }

  private List<Double> train(Map<String, Object> result) {
    List<Double> losses = new ArrayList<>();
    result.put("startEpoch", startEpoch);
    for (int epoch = startEpoch; epoch < job.totalEpochs(); epoch++) {
      long begin = System.nanoTime();
      Optional<Double> loss = epoch(epoch);
      loss.ifPresent(losses::add);
      endEpoch(epoch);
      log.info(
          "epoch %d of %d: %.2f s%s"
              .formatted(
                  epoch + 1,
                  job.totalEpochs(),
                  (System.nanoTime() - begin) / 1e9,
                  loss.map(": loss %.6f"::formatted).orElse("")));
    }
    return losses;
  }

  /** Trains on all rows once; the loss if it is revealed. */
  private Optional<Double> epoch(int epoch) {
    List<Run> runs = job.runs(epoch);
    Map<Program, Long> lossShares = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      step(runs.get(i));
      if (i >= job.trainingStepsPerEpoch()) {
        Program program = runs.get(i).program();
        long share = session.outputShare(program, Model.LOSS)[0];
        lossShares.merge(program, share, Long::sum);
      }
    }
    if (lossShares.isEmpty()) {
      return Optional.empty();
    }
    double sum = 0;
    for (var share : lossShares.entrySet()) {
      long[] words = session.reveal(new long[] {share.getValue()}, Recipients.BOTH);
      sum += session.decode(share.getKey(), Model.LOSS, words)[0];
    }
    return Optional.of(sum / job.rows());
  }

  private void step(Run run) {
    if (peers.failure() != null) {
      throw peers.failure();
    }
    Pause.millis(settings.stepDelayMillis);
    boolean replay = job.isTrue("replay-exactly");
    long offset = replay ? (long) startEpoch * job.stepsPerEpoch() : 0;
    session.step(offset + step, run);
    step++;
    log.debug("step " + step);
  }

  /** Saves the shares, then tells the dealer. */
  private void endEpoch(int epoch) {
    if (resume.isOn()) {
      resume.save(
          epoch + 1,
          job.agreement(),
          Map.of(Resume.ROWS, rowsHash(), "plan", job.planHash()),
          session.shares());
      if (index == 0) {
        peers.to(Role.DEALER).send(Message.PROGRESS, NOTHING);
      }
    }
  }

  private Optional<Map<String, FloatTensor>> reveal() {
    Map<String, FloatTensor> model = new LinkedHashMap<>();
    Map<String, ShareFile.Tensor> own = session.shares();
    for (String name : job.model().parameters().keySet()) {
      ShareFile.Tensor share = own.get(name);
      long[] words = session.reveal(share.words(), job.revealTo());
      if (words != null) {
        model.put(name, session.decodeParameter(share.shape(), words));
      }
    }
    return model.isEmpty() ? Optional.empty() : Optional.of(model);
  }

  private Map<String, Object> compare() {
    Map<String, Object> result = header();
    log.warning("--reveal-for-comparison: each worker is shown the other's rows");
    List<Double> seconds = new ArrayList<>();
    int trainings = job.totalEpochs() / job.epochs();
    int warmup = job.warmupTrainings();
    Map<String, FloatTensor> model = Map.of();
    for (int training = 0; training < trainings; training++) {
      session.parameters(shares.start(job));
      long begin = System.nanoTime();
      for (int epoch = 0; epoch < job.epochs(); epoch++) {
        epoch(training * job.epochs() + epoch);
      }
      if (training >= warmup) {
        seconds.add((System.nanoTime() - begin) / 1e9);
      }
      model = reveal().orElseThrow();
      log.info(
          training < warmup
              ? "training %d of %d to warm up".formatted(training + 1, warmup)
              : "repetition %d of %d".formatted(training - warmup + 1, trainings - warmup));
    }
    Dataset joined = new RowExchange(peer(), index).joined(train, job.rows(1 - index));
    new Comparison(job, joined, rows.test().orElse(rows.train()), constants)
        .describe(result, model, seconds);
    return result;
  }
}
