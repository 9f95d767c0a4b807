package org.ringbench.bench.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.workload.Networks;
import org.ringbench.net.NetworkProfile;
import org.ringbench.net.Role;
import org.ringbench.party.Recipients;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;

/** All settings of a process, checked. */
final class ProcessSettings {
  static final String LINREG = "linreg";
  static final String COMPARE = "linreg-compare";
  static final String MLP = "mlp";
  static final String DEAL = "deal";

  final ProcessOptions options;
  final String task;
  final Role role;
  final Log.Level logLevel;
  final RingBackendProvider backend;
  final Optional<Path> out;
  final Optional<Path> data;
  final Optional<Path> testData;
  final int stepDelayMillis;
  private final boolean announcesAll;
  private final Map<String, String> environment;
  private final Map<String, String> announced = new LinkedHashMap<>();

  /**
   * Reads flags and variables.
   *
   * @throws SettingException naming the one that cannot be used
   */
  ProcessSettings(String task, ProcessOptions options, Map<String, String> environment) {
    this(task, options, environment, false);
  }

  /**
   * Reads flags and variables.
   *
   * @param fillsFiles whether this is the dealer that works ahead of time, to whom no worker says
   *     anything
   */
  ProcessSettings(
      String task, ProcessOptions options, Map<String, String> environment, boolean fillsFiles) {
    this.options = options;
    this.environment = environment;
    this.task = task;
    given("--world-size", options.worldSize, "WORLD_SIZE").integer(2, 2, 2);
    Given rank = given("--rank", options.rank, "RANK");
    if (!rank.isGiven() && !task.equals(DEAL) && !fillsFiles) {
      throw new SettingException(rank.names() + " is not set: expected 0 or 1, or 2 (the dealer)");
    }
    role = Role.of(rank.integer(2, 0, 2));
    announcesAll = role != Role.DEALER || fillsFiles;
    if ((task.equals(DEAL) || fillsFiles) && role != Role.DEALER) {
      throw rank.wrong("2, since the task is deal");
    }
    logLevel =
        Log.Level.valueOf(
            given("--log-level", options.logLevel, "LOGLEVEL")
                .choice("INFO", "DEBUG", "INFO", "WARNING", "ERROR"));
    backend = provider(backendName());
    out = given("--out", options.out, "OUT").text().map(Path::of);
    data = given("--data", options.data, "DATA").text().map(Path::of);
    testData = given("--test-data", options.testData, "TEST_DATA").text().map(Path::of);
    stepDelayMillis = given("--step-delay", options.stepDelay, null).integer(0, 0, 60_000);
    announce();
  }

  private Given backendName() {
    return given("--backend", options.backend, "BACKEND");
  }

  /** The parties need not have the same: the ring is exact. */
  private static RingBackendProvider provider(Given name) {
    try {
      return RingBackends.provider(name.text().orElse(RingBackends.USUAL));
    } catch (IllegalArgumentException e) {
      throw new SettingException(e.getMessage()); // unknown, or cannot run here
    }
  }

  /** The backend, what it runs on, and why it is that one if nobody named it, for people. */
  String backendInWords() {
    boolean isNamed = backendName().text().filter(n -> !n.equals(RingBackends.USUAL)).isPresent();
    return "backend %s, %s%s"
        .formatted(
            backend.id(),
            backend.instructionSet(),
            isNamed ? "" : " (%s)".formatted(RingBackends.usual().reason()));
  }

  private Given given(String flag, String text, String variable) {
    return Given.of(flag, text, variable, variable == null ? null : environment.get(variable));
  }

  /**
   * A worker announces every setting. The dealer announces those that it was given, so that it need
   * not be told what the workers agree on, but cannot be told otherwise either.
   */
  private void announce() {
    boolean mlp = task.equals(MLP);
    if (!task.equals(DEAL)) {
      announced.put("task", task);
    }
    Given measure = given("--measure", options.measure, null);
    add("measure", measure, measure.integer(0, 1, 1_000_000));
    Given warmup = given("--warmup", options.warmup, null);
    add("warm-up", warmup, warmup.integer(mlp ? 300 : 2_000, 0, 1_000_000));
    Given precision = given("--precision", options.precision, "PRECISION");
    add("precision", precision, precision.integer(16, 1, 61));
    Given comparison = given("--comparison", options.comparison, null);
    add("comparison", comparison, comparison.choice("radix4", "radix4", "radix2"));
    Given epochs = given("--epochs", options.epochs, "EPOCHS");
    add("epochs", epochs, epochs.integer(30, 1, 1_000_000));
    Given batch = given("--batch-size", options.batchSize, "BATCH_SIZE");
    add("batch", batch, batch.integer(mlp ? 64 : 512, 1, 1 << 20));
    Given rate = given("--learning-rate", options.learningRate, "LEARNING_RATE");
    add("rate", rate, rate.decimal(mlp ? 0.02 : 0.05, 1e-7, 256));
    Given momentum = given("--momentum", options.momentum, "MOMENTUM");
    add("momentum", momentum, momentum.decimal(mlp ? 0 : 0.9, 0, 0.9999));
    Given seed = given("--seed", options.seed, null);
    add("order.seed", seed, seed.wholeNumber(1));
    Given normalise = given("--normalise", options.normalise, null);
    add("normalise", normalise, normalise.choice("none", "none", "own", "joint"));
    Given reveal = given("--reveal-to", options.revealTo, null);
    add("reveal.to", reveal, reveal.choice("both", "0", "1", "both", "none"));
    add("reveal.losses", options.revealLosses);
    add("reveal.for-comparison", options.revealForComparison);
    Given repetitions = given("--repetitions", options.repetitions, null);
    add("repetitions", repetitions, repetitions.integer(5, 3, 1_000));
    Given network = given("--network", options.network, null);
    if (network.isGiven() && !Networks.isPlausible(network.text().get())) {
      throw network.wrong(Networks.EXPECTED);
    }
    NetworkProfile profile = network.text().map(Networks::of).orElse(NetworkProfile.LOOPBACK);
    String figures =
        "%s %d %s".formatted(profile.name(), profile.bitsPerSecond(), profile.roundTripMillis());
    add("network", network, figures);
    add("replay-exactly", options.replayExactly);
  }

  private void add(String key, Given given, Object value) {
    if (announcesAll || given.isGiven()) {
      announced.put(key, value.toString());
    }
  }

  private void add(String key, boolean flag) {
    if (announcesAll || flag) {
      announced.put(key, String.valueOf(flag));
    }
  }

  /** What is announced to the others. */
  Map<String, String> announced() {
    return announced;
  }

  Optional<Integer> rows() {
    Given rows = given("--rows", options.rows, null);
    return rows.isGiven() ? Optional.of(rows.integer(0, 2, 1 << 24)) : Optional.empty();
  }

  int features() {
    return given("--features", options.features, null).integer(64, 1, 1 << 16);
  }

  Optional<String> target() {
    return Optional.ofNullable(options.target);
  }

  Recipients revealTo() {
    return Recipients.parse(announced.getOrDefault("reveal.to", "both"));
  }

  String masterAddress() {
    return given("--master-addr", options.masterAddress, "MASTER_ADDR").text().orElse("127.0.0.1");
  }

  int masterPort() {
    return given("--master-port", options.masterPort, "MASTER_PORT").integer(29_500, 0, 65_535);
  }

  Optional<Integer> port() {
    Given port = given("--port", options.port, null);
    return port.isGiven() ? Optional.of(port.integer(0, 0, 65_535)) : Optional.empty();
  }

  /** Whether the dealer's part comes from a file. */
  boolean usesFile() {
    return role != Role.DEALER && options.correlations != null;
  }

  Optional<Path> keys() {
    return given("--keys", options.keys, "KEYS").text().map(Path::of);
  }

  Duration timeout() {
    return seconds(given("--timeout", options.timeout, null).decimal(10, 0.2, 3_600));
  }

  Duration patience() {
    return seconds(given("--patience", options.patience, null).decimal(60, 0.2, 86_400));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1e3));
  }

  /** The task's name for people. */
  @Override
  public String toString() {
    return "%s as %s".formatted(task.toLowerCase(Locale.ROOT), role);
  }
}
