package org.ringbench.bench.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.gpu.GpuCheck.Outcome;
import org.ringbench.bench.gpu.GpuCheck.Status;
import org.ringbench.bench.gpu.Step.StepException;
import org.ringbench.cuda.nvml.GpuState;

class GpuCheckTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();

  @Test
  void stepsRunInOrderAndAFailureLeavesTheOthersTheirTurn() throws IOException {
    List<String> ran = new ArrayList<>();
    List<Outcome> outcomes =
        run(
            LONG,
            step("1-a", (log, _) -> say(ran, log, "a")),
            step(
                "2-b",
                (log, _) -> {
                  say(ran, log, "b");
                  throw new StepException("a kernel is wrong");
                }),
            step(
                "3-c",
                (log, _) -> {
                  say(ran, log, "c");
                  throw new UnsatisfiedLinkError("no driver\nand more");
                }),
            step("4-d", (log, _) -> say(ran, log, "d")));
    assertEquals(List.of("a", "b", "c", "d"), ran);
    assertEquals(
        List.of(Status.PASSED, Status.FAILED, Status.FAILED, Status.PASSED),
        outcomes.stream().map(Outcome::status).toList());
    assertEquals("a kernel is wrong", outcomes.get(1).message());
    assertEquals("UnsatisfiedLinkError: no driver", outcomes.get(2).message());
    for (String name : List.of("1-a", "2-b", "3-c", "4-d", "summary")) {
      assertTrue(Files.size(folder.resolve(name + ".txt")) > 0, name);
    }
    assertEquals("b", json("2-b").getFirst().get("said").asText());
    assertEquals("FAILED", json("2-b").getLast().get("outcome").asText());
    assertEquals(
        List.of("1-a", "2-b", "3-c", "4-d"),
        json("summary").stream().map(line -> line.get("step").asText()).toList());
  }

  @Test
  void aLineIsOnTheDiskBeforeTheStepGoesOn() throws IOException {
    run(
        LONG,
        step(
            "1-a",
            (log, _) -> {
              say(new ArrayList<>(), log, "now");
              assertEquals("now", json("1-a").getFirst().get("said").asText());
              assertEquals("now\n", Files.readString(folder.resolve("1-a.txt")));
              return "";
            }));
    assertEquals("PASSED", json("1-a").getLast().get("outcome").asText());
  }

  @Test
  void whatHasNoTimeLeftIsMarked() throws IOException {
    List<Outcome> outcomes =
        run(
            Duration.ofMinutes(8),
            step(
                "1-a",
                (_, deadline) -> {
                  assertEquals(Duration.ofMinutes(8), deadline.left());
                  clock.addAndGet(Duration.ofMinutes(9).toNanos());
                  assertTrue(deadline.isOver());
                  return "done";
                }),
            step("2-b", (_, _) -> "never"));
    assertEquals(Status.PASSED, outcomes.get(0).status());
    assertEquals(new Outcome("2-b", Status.NOT_RUN, "not run: time limit", 0), outcomes.get(1));
    assertFalse(Files.exists(folder.resolve("2-b.txt")));
    assertTrue(Files.readString(folder.resolve("summary.txt")).contains("not run: time limit"));
  }

  @Test
  void aStepThatHangsIsLeft() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Step hangs =
        new Step(
            "1-a",
            Duration.ofMillis(50),
            (_, _) -> {
              never.await();
              return "";
            });
    List<Outcome> outcomes = run(LONG, hangs, step("2-b", (_, _) -> "ran"));
    assertEquals(Status.NOT_RUN, outcomes.get(0).status());
    assertEquals("stopped: time limit", outcomes.get(0).message());
    assertEquals("ran", outcomes.get(1).message());
  }

  @Test
  void theGpusStateStandsBeforeAndAfterEachStep() throws IOException {
    OptionalInt none = OptionalInt.empty();
    GpuState hot =
        new GpuState(
            0,
            "GPU",
            Optional.empty(),
            OptionalInt.of(1275),
            none,
            none,
            none,
            OptionalInt.of(83),
            none,
            none,
            OptionalLong.of(0x20),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());
    new GpuCheck(List.of(step("1-a", (_, _) -> "")), () -> List.of(hot), clock::get)
        .run(folder, LONG, silent());
    assertEquals(
        List.of("before", "after"),
        json("1-a").stream()
            .filter(line -> line.has("when"))
            .map(line -> line.get("when").asText())
            .toList());
    assertTrue(
        Files.readString(folder.resolve("1-a.txt"))
            .contains("1275 MHz, 83 C, THROTTLED: software thermal slowdown"));
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    GpuCheck check = new GpuCheck(List.of(), List::of, clock::get);
    assertThrows(IOException.class, () -> check.run(file.resolve("sub"), LONG, silent()));
  }

  private List<Outcome> run(Duration limit, Step... steps) throws IOException {
    return new GpuCheck(List.of(steps), List::of, clock::get).run(folder, limit, silent());
  }

  private static Step step(String name, Step.Work work) {
    return new Step(name, LONG, work);
  }

  private static String say(List<String> ran, StepLog log, String what) throws IOException {
    ran.add(what);
    log.add(Map.of("said", what), what);
    return what;
  }

  private List<JsonNode> json(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(name + ".jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
