package org.ringbench.dealer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.data.Batches;
import org.ringbench.data.DataException;
import org.ringbench.data.Ownership;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Sgd;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackends;

/** Correlations ahead of time: read as they were dealt, once, and never when damaged. */
class CorrelationFileTest {
  private static final int FEATURES = 3;
  private static final int STEPS = 20; // more than one write of the mark covers
  private static final Seeds SEEDS = Seeds.insecure(5);
  private static final int MARK_AT = 16;
  private static final int HEADER_AT = MARK_AT + Long.BYTES + Integer.BYTES;
  private static final int CHECKSUM = 32;

  @TempDir Path folder;

  private final Program program =
      Program.of(
          Lowering.lower(
              new LinearRegression(FEATURES).training(4, new Sgd(0.05, 0.9)), Setting.of(16)));
  private final Runs runs =
      step ->
          step < STEPS
              ? new Run(program, 0, Batches.sequential(8, 4).epoch(0)[(int) step % 2])
              : null;
  private final int stepBytes = program.layout().dealtWords() * Long.BYTES;
  private Path file0;
  private Path file1;

  @BeforeEach
  void fill() {
    file0 = folder.resolve("dealt.worker0");
    file1 = folder.resolve("dealt.worker1");
    try (RingBackend backend = RingBackends.provider("java").create()) {
      Dealer dealer = dealer(backend);
      for (int worker = 0; worker < 2; worker++) {
        Path file = worker == 0 ? file0 : file1;
        Map<String, String> header = Map.of(CorrelationFile.PAIR, "abc");
        CorrelationFile.fill(file, worker, header, SEEDS, dealer, runs);
      }
    }
  }

  private static Dealer dealer(RingBackend backend) {
    return new Dealer(backend, SEEDS, List.of(new RowMasks(0, FEATURES, Ownership.split(4))));
  }

  private static String refusal(Path file, int worker) {
    String why =
        assertThrows(DataException.class, () -> CorrelationFile.open(file, worker).close())
            .getMessage();
    assertEquals(1, why.lines().count(), why);
    assertTrue(why.startsWith(file + ": "), why);
    return why.substring(file.toString().length() + 2);
  }

  /** Reads steps until one is refused; how many were not. */
  private int readable(Path file) {
    byte[] message = new byte[stepBytes];
    try (CorrelationFile opened = CorrelationFile.open(file, 1)) {
      opened.seed();
      for (int step = 0; step < STEPS; step++) {
        try {
          opened.receive(MemorySegment.ofArray(message));
        } catch (DataException e) {
          assertEquals(file + ": is damaged at step " + step, e.getMessage());
          return step;
        }
      }
    }
    return STEPS;
  }

  private long mark() throws IOException {
    byte[] bytes = Files.readAllBytes(file1);
    return MemorySegment.ofArray(bytes).get(ValueLayout.JAVA_LONG_UNALIGNED, MARK_AT);
  }

  @Test
  void holdsWhatTheDealerDeals() throws Exception {
    byte[] message = new byte[stepBytes];
    try (RingBackend backend = RingBackends.provider("java").create();
        CorrelationFile opened = CorrelationFile.open(file1, 1)) {
      Dealer dealer = dealer(backend);
      HostBuffer expected = dealer.message(program.layout().dealtWords());
      assertEquals(STEPS, opened.steps());
      assertEquals("abc", opened.get(CorrelationFile.PAIR));
      assertEquals("", opened.get("seed"), "no caller gets the seed without using the file");
      assertEquals(0, mark());
      assertArrayEquals(SEEDS.of(1), opened.seed());
      for (int step = 0; step < STEPS; step++) {
        opened.receive(MemorySegment.ofArray(message));
        assertTrue(mark() > step, "the mark is on disk before the step is used");
        dealer.deal(step, runs.at(step), expected.tensor());
        byte[] words =
            expected
                .read(program.layout().dealtWords())
                .asSlice(0, stepBytes)
                .toArray(ValueLayout.JAVA_BYTE);
        assertArrayEquals(words, message);
      }
      String why =
          assertThrows(DataException.class, () -> opened.receive(MemorySegment.ofArray(message)))
              .getMessage();
      assertTrue(why.endsWith("holds 20 steps: the run needs more"), why);
    }
  }

  @Test
  void isForItsOwnerOnly() throws Exception {
    for (Path file : List.of(file0, file1)) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void refusesTheOtherWorkersFile() {
    assertEquals("is worker 0's: worker 1 needs its own", refusal(file0, 1));
    assertEquals("is worker 1's: worker 0 needs its own", refusal(file1, 0));
  }

  @Test
  void refusesASecondUse() {
    try (CorrelationFile opened = CorrelationFile.open(file1, 1)) {
      assertEquals("another session uses it", refusal(file1, 1));
      opened.seed();
    }
    String used = "was used up to step %d of 20: correlations are used once, deal a new file";
    assertEquals(used.formatted(16), refusal(file1, 1), "after the seed alone, of a run cut short");
    try (CorrelationFile opened = CorrelationFile.open(file0, 0)) {
      opened.seed();
    }
    assertEquals(used.formatted(20), refusal(file0, 0));
    try (RingBackend backend = RingBackends.provider("java").create()) {
      String why =
          assertThrows(
                  DataException.class,
                  () -> CorrelationFile.fill(file0, 0, Map.of(), SEEDS, dealer(backend), runs))
              .getMessage();
      assertTrue(why.endsWith("is there already: correlations are not dealt twice"), why);
    }
  }

  /** A file that was opened, and by whose seed nothing was done, may be opened again. */
  @Test
  void openingAloneIsNoUse() {
    CorrelationFile.open(file1, 1).close();
    assertEquals(STEPS, readable(file1));
  }

  /** Any byte changed, and a cut at any place, before the steps: refused when it is opened. */
  @Test
  void refusesADamagedHeader() throws Exception {
    byte[] whole = Files.readAllBytes(file1);
    int header = whole.length - STEPS * (stepBytes + Integer.BYTES);
    assertTrue(header > HEADER_AT + CHECKSUM && header < 1000, () -> "header of " + header);
    for (int at = 0; at < header; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file1, changed);
      boolean inMark = at >= MARK_AT && at < MARK_AT + Long.BYTES;
      String expected =
          inMark
              ? "was used up to step \\d+ of 20: .*"
              : "(is damaged: its header.*|holds no correlations of RingBench)";
      String why = refusal(file1, 1);
      assertTrue(why.matches(expected), why);
      Files.write(file1, Arrays.copyOf(whole, at));
      String cut = refusal(file1, 1);
      assertTrue(cut.matches("(is damaged: its header.*|holds no correlations of RingBench)"), cut);
    }
  }

  /** A changed byte is found at its step, before it is used; a cut before any step is. */
  @Test
  void refusesADamagedStep() throws Exception {
    byte[] whole = Files.readAllBytes(file1);
    int size = stepBytes + Integer.BYTES;
    int header = whole.length - STEPS * size;
    for (int step : new int[] {0, 7, STEPS - 1}) {
      for (int within : new int[] {0, stepBytes / 2, stepBytes, size - 1}) {
        byte[] changed = whole.clone();
        changed[header + step * size + within] ^= 1;
        Files.write(file1, changed);
        assertEquals(step, readable(file1));
        int left = header + step * size + within;
        Files.write(file1, Arrays.copyOf(whole, left));
        assertEquals(
            "is damaged: it has %d bytes where %d were dealt".formatted(left, whole.length),
            refusal(file1, 1));
      }
    }
    Files.write(file1, Arrays.copyOf(whole, whole.length + 1));
    assertTrue(refusal(file1, 1).startsWith("is damaged: it has " + (whole.length + 1)));
  }
}
