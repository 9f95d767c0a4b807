package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.data.Batches;
import org.ringbench.data.Dataset;
import org.ringbench.data.LinearData;
import org.ringbench.data.Ownership;
import org.ringbench.data.Rows;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Sgd;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackends;

/** Two workers and the dealer as real processes: results, agreement, failures and resuming. */
class ProcessesTest {
  private static final String[] SMALL = {"--rows=200", "--features=8", "--batch-size=50"};
  private static final List<String> NONE = List.of();

  /** How often each role is killed; -Pfailures kills more often. */
  private static final int KILLS = Integer.getInteger("ringbench.kills", 5);

  @TempDir Path folder;

  private static List<Double> weights(Path json) throws IOException {
    JsonNode parameters = new ObjectMapper().readTree(json.toFile()).get("parameters");
    List<Double> values = new ArrayList<>();
    parameters.get("weight").forEach(w -> values.add(w.asDouble()));
    parameters.get("bias").forEach(b -> values.add(b.asDouble()));
    return values;
  }

  private List<Double> train(String name, String... arguments) throws Exception {
    Path out = folder.resolve(name + ".json");
    try (Trio trio = new Trio(folder.resolve(name), 3, arguments)) {
      trio.start("linreg", List.of("--out=" + out), NONE, List.of("--insecure-seeds=7"));
      for (int rank = 0; rank < 3; rank++) {
        int own = rank;
        assertEquals(0, trio.status(rank), () -> trio.output(own));
      }
    }
    return weights(out);
  }

  /**
   * The same seeds give the same model as in one process, bit for bit; and nothing secret is said.
   */
  @Test
  void trainsLikeTheSessionInOneProcess() throws Exception {
    List<Double> weights =
        train("plain", Trio.with(SMALL, "--epochs=3", "--log-level=debug", "--reveal-losses"));
    LinearRegression model = new LinearRegression(8);
    Sgd sgd = new Sgd(0.05, 0.9);
    Program step = Program.of(Lowering.lower(model.training(50, sgd), Setting.of(16)));
    Program loss = Program.of(Lowering.lower(model.loss(50), Setting.of(16)));
    Dataset rows = LinearData.generate(1, 8, 200, 800).train();
    List<Run> runs = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      for (int[] batch : Batches.shuffled(200, 50, 1).epoch(epoch)) {
        runs.add(new Run(step, 0, batch));
      }
      for (int[] batch : Batches.sequential(200, 50).epoch(0)) {
        runs.add(new Run(loss, 0, batch));
      }
    }
    List<Double> expected = new ArrayList<>();
    try (Session session =
        Session.open(
            new SessionSpec(
                    RingBackends.provider("java"),
                    16,
                    model.initialState(1, sgd),
                    List.of(new Rows(rows.features(), rows.labels(), Ownership.split(100))),
                    Runs.once(runs))
                .with(Seeds.insecure(7)))) {
      runs.forEach(_ -> session.step());
      for (String name : List.of("weight", "bias")) {
        for (float value : session.reveal().get(name).values()) {
          expected.add((double) value);
        }
      }
    }
    assertEquals(expected.size(), weights.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).floatValue(), weights.get(i).floatValue());
    }
    for (int rank = 0; rank < 3; rank++) {
      String said = Files.readString(folder.resolve("plain/rank" + rank + ".log"));
      assertTrue(said.contains("agreed: precision = 16"), "debug lines were asked for");
      for (int worker = 0; worker < 2; worker++) {
        assertFalse(said.contains(HexFormat.of().formatHex(Seeds.insecure(7).of(worker))));
      }
    }
  }

  @Test
  void allThreeNameWhatTheyDisagreeOn() throws Exception {
    try (Trio trio = new Trio(folder, 3, SMALL)) {
      trio.start("linreg", NONE, List.of("--precision=20", "--epochs=7"), NONE);
      for (int rank = 0; rank < 3; rank++) {
        int own = rank;
        assertEquals(2, trio.status(rank), () -> trio.output(own));
        assertTrue(
            trio.output(rank)
                .contains(
                    "worker 0 and worker 1 do not agree: epochs is 30 at worker 0 and 7 at worker"
                        + " 1, precision is 16 at worker 0 and 20 at worker 1"),
            () -> trio.output(own));
      }
    }
  }

  @Test
  void comparesOnlyWhereBothAllowIt() throws Exception {
    try (Trio trio = new Trio(folder, 3, SMALL)) {
      trio.start("linreg-compare", List.of("--reveal-for-comparison"), NONE, NONE);
      for (int rank = 0; rank < 2; rank++) {
        int own = rank;
        assertEquals(2, trio.status(rank), () -> trio.output(own));
        assertTrue(trio.output(rank).contains("reveal.for-comparison"), () -> trio.output(own));
      }
    }
  }

  @Test
  void othersStopWhenOneIsKilled() throws Exception {
    Random random = new Random(4);
    for (int i = 0; i < KILLS; i++) {
      int killed = i % 3;
      int step = 1 + random.nextInt(30);
      stop(i, killed, step, "KILL", "(lost|stopped)");
    }
  }

  @Test
  void othersStopWhenOneStalls() throws Exception {
    stop(0, 1, 5, "STOP", "worker 1 was lost: it said nothing for 2");
  }

  private void stop(int number, int killed, int step, String signal, String expected)
      throws Exception {
    String who = List.of("worker 0", "worker 1", "the dealer").get(killed);
    try (Trio trio =
        new Trio(
            folder.resolve("stop" + number),
            3,
            Trio.with(
                SMALL, "--epochs=500", "--timeout=2", "--log-level=debug", "--step-delay=20"))) {
      trio.start("linreg", NONE, NONE, NONE);
      trio.awaitOutput(killed == 2 ? 0 : killed, "step " + step + "\\b");
      trio.signal(killed, signal);
      for (int rank = 0; rank < 3; rank++) {
        if (rank != killed) {
          int own = rank;
          assertTrue(trio.process(rank).waitFor(20, TimeUnit.SECONDS), () -> trio.output(own));
          assertEquals(7, trio.process(rank).exitValue(), () -> trio.output(own));
          String last = trio.output(rank).strip().lines().reduce((_, b) -> b).orElse("");
          assertTrue(last.matches(".*at step \\d+ \\(epoch \\d+\\).*"), last);
          assertTrue(last.contains(who) && last.matches(".*" + expected + ".*"), last);
        }
      }
    }
  }

  @Test
  void resumesAfterAKill() throws Exception {
    String[] run = Trio.with(SMALL, "--epochs=6");
    List<Double> unbroken = train("unbroken", run);
    for (boolean exactly : new boolean[] {true, false}) {
      String name = "resumed-" + exactly;
      Path checkpoints = folder.resolve(name + "-checkpoints");
      List<String> arguments = new ArrayList<>(List.of(run));
      arguments.add("--checkpoint=" + checkpoints);
      if (exactly) {
        arguments.add("--replay-exactly");
      }
      List<String> slow = new ArrayList<>(arguments);
      slow.addAll(List.of("--step-delay=30", "--timeout=2"));
      try (Trio trio = new Trio(folder.resolve(name), 3, slow.toArray(String[]::new))) {
        trio.start("linreg", NONE, NONE, List.of("--insecure-seeds=7"));
        trio.awaitOutput(0, "epoch 3 of 6");
        trio.signal(1, "KILL");
        assertEquals(7, trio.status(0), () -> trio.output(0));
        assertEquals(7, trio.status(2), () -> trio.output(2));
      }
      try (Stream<Path> files = Files.list(checkpoints)) {
        for (Path file : files.toList()) {
          assertEquals(
              "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
      }
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(checkpoints)));
      List<Double> resumed = train(name, arguments.toArray(String[]::new));
      assertTrue(
          Files.readString(folder.resolve(name + "/rank0.log")).contains("goes on after epoch"));
      double[] a = unbroken.stream().mapToDouble(Double::doubleValue).toArray();
      double[] b = resumed.stream().mapToDouble(Double::doubleValue).toArray();
      assertArrayEquals(a, b, exactly ? 0 : 1e-3);
    }
  }

  @Test
  void aFileOfCorrelationsServesOnce() throws Exception {
    Path dealt = folder.resolve("dealt");
    List<String> command = new ArrayList<>(Trio.java());
    command.addAll(
        List.of(
            "worker",
            "deal",
            "--to=" + dealt,
            "--for=linreg",
            "--worker-rows=100,100",
            "--features=8",
            "--batch-size=50",
            "--epochs=3"));
    assertEquals(0, Trio.builder(command, folder.resolve("deal.log")).start().waitFor());
    List<String> own0 =
        List.of("--correlations=" + dealt + ".worker0", "--out=" + folder.resolve("file.json"));
    List<String> own1 = List.of("--correlations=" + dealt + ".worker1");
    try (Trio trio = new Trio(folder, 2, Trio.with(SMALL, "--epochs=3"))) {
      trio.start("linreg", own0, own1, NONE);
      assertEquals(0, trio.status(0), () -> trio.output(0));
      assertEquals(0, trio.status(1), () -> trio.output(1));
    }
    List<Double> streamed = train("streamed", Trio.with(SMALL, "--epochs=3"));
    double[] a = weights(folder.resolve("file.json")).stream().mapToDouble(x -> x).toArray();
    assertArrayEquals(streamed.stream().mapToDouble(x -> x).toArray(), a, 1e-3);
    List<String> again = new ArrayList<>(Trio.java());
    again.addAll(List.of("worker", "linreg", "--rank=1", "--correlations=" + dealt + ".worker1"));
    again.addAll(List.of(Trio.with(SMALL, "--epochs=3")));
    Path log = folder.resolve("again.log");
    assertEquals(2, Trio.builder(again, log).start().waitFor());
    assertTrue(
        Files.readString(log).contains("was used up to step 12 of 12: correlations are used once"),
        Files.readString(log));
  }
}
