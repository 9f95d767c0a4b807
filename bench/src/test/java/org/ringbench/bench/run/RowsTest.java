package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.bench.results.Fingerprint;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.ring.RingBackends;

/** From forks to rows. */
class RowsTest {
  private static final Programs PROGRAMS = new Programs(DataSource.ofProperties());

  private final Cell encrypted = Grid.parse("trainingStep phase=online").getFirst();
  private final Cell plaintext = Grid.parse("trainingStep engine=nd4j").getFirst();

  @Test
  void aRowHoldsTheCellTheTimesAndTheCounters() throws MeasurementException {
    Row row = Rows.of(encrypted, List.of(fork(3), fork(1), fork(2)), PROGRAMS);
    assertEquals("trainingStep", row.benchmark());
    assertEquals(List.of(3.0, 1.0, 2.0), row.forks());
    assertEquals(2, row.milliseconds().median());
    assertEquals(18, row.rounds());
    assertEquals(100, row.allocatedBytesPerStep(), "the median");
    assertEquals("in-memory", row.network());
    assertEquals("offline", row.facts().get("seedExpansion"));
    assertEquals("64", row.facts().get("ringBits"));
  }

  /** Whatever computes in the ring says on what. */
  @Test
  void aRowOfTheRingNamesBackendAndInstructionSet() throws MeasurementException {
    for (String line :
        List.of("trainingStep backend=java", "trainingStep engine=fixed", "ringGemm")) {
      Row row = Rows.of(Grid.parse(line).getFirst(), List.of(fork(1), fork(2), fork(3)), PROGRAMS);
      String backend = line.endsWith("java") ? "java" : RingBackends.usual().id();
      assertEquals(backend, row.backend(), line);
      assertEquals(
          RingBackends.provider(backend).instructionSet(), row.facts().get("instructionSet"), line);
    }
    Row row = Rows.of(plaintext, List.of(fork(1), fork(2), fork(3)), PROGRAMS);
    assertNull(row.backend());
    assertNull(row.facts().get("instructionSet"));
  }

  @Test
  void aRowSaysHowManyForksHadTheirCoresApart() throws MeasurementException {
    Row row = Rows.of(encrypted, List.of(on(90, 110), on(100, 480), on(249, 150)), PROGRAMS);
    assertEquals("1 of 3", row.facts().get("forksOnCoresApart"));
    row = Rows.of(encrypted, List.of(fork(1), on(100, Double.NaN), fork(1)), PROGRAMS);
    assertNull(row.facts().get("forksOnCoresApart"), "none, or nothing tells");
  }

  /** A fork with two iterations. */
  private static Fork on(double first, double second) {
    Map<String, List<Double>> counters = new HashMap<>(fork(1).counters());
    counters.put(CoreWatch.ROUND_TRIP, List.of(first, second));
    return new Fork(1, counters);
  }

  @Test
  void aCounterWithoutMeaningIsNull() throws MeasurementException {
    Fork fork = new Fork(1, Map.of("rounds", List.of(Double.NaN), "threads", List.of(2.0)));
    Row row = Rows.of(plaintext, List.of(fork, fork, fork), PROGRAMS);
    assertNull(row.rounds());
    assertNull(row.facts().get("ringBits"));
    assertNull(row.network());
    assertEquals(2, row.threads());
  }

  @Test
  void theFingerprintIsThatOfTheWork() throws MeasurementException {
    String print = fingerprint("trainingStep");
    assertTrue(print.matches("[0-9a-f]{16}"), print);
    assertEquals(print, fingerprint("trainingStep"));
    Set<String> unlike =
        Set.of(
            print,
            fingerprint("trainingStep comparison=radix2"),
            fingerprint("trainingStep batchSize=32"),
            fingerprint("trainingStep engine=fixed"),
            fingerprint("trainingStep engine=java-float"),
            fingerprint("relu elements=100"),
            fingerprint("ringGemm"));
    assertEquals(7, unlike.size());
  }

  /** Two plans may be equal and their schedules not: a protocol may change alone. */
  @Test
  void theProgramIsTheScheduleInFixedPointAndThePlanInFloats() {
    assertNotEquals(program("trainingStep"), program("trainingStep comparison=radix2"));
    assertNotEquals(program("trainingStep"), program("trainingStep engine=java-float"));
    assertEquals(program("trainingStep"), program("trainingStep engine=fixed"));
    assertEquals(program("trainingStep"), program("trainingStep network=wan execution=lockstep"));
    assertEquals(
        program("trainingStep engine=nd4j"), program("trainingStep engine=java-float threads=1"));
    assertEquals(Fingerprint.NO_PROGRAM, program("ringGemm"));
  }

  private static String program(String line) {
    return PROGRAMS.of(Grid.parse(line).getFirst());
  }

  private static String fingerprint(String line) throws MeasurementException {
    Fork fork = fork(1);
    return Rows.of(Grid.parse(line).getFirst(), List.of(fork, fork, fork), PROGRAMS).fingerprint();
  }

  @Test
  void aForkWithoutCountersGivesNoRow() {
    List<Fork> silent =
        List.of(new Fork(1, Map.of()), new Fork(1, Map.of()), new Fork(1, Map.of()));
    Exception e =
        assertThrows(MeasurementException.class, () -> Rows.of(encrypted, silent, PROGRAMS));
    assertEquals("gave no counters", e.getMessage());
  }

  @Test
  void aCountThatWaversIsAnError() {
    Fork other = new Fork(1, Map.of("rounds", List.of(18.0, 19.0)));
    List<Fork> forks = List.of(fork(1), fork(2), other);
    assertThrows(MeasurementException.class, () -> Rows.of(encrypted, forks, PROGRAMS));
  }

  private static Fork fork(double milliseconds) {
    return new Fork(
        milliseconds,
        Map.of(
            "rounds", List.of(18.0, 18.0), "allocatedBytesPerStep", List.of(100.0, 90.0, 4000.0)));
  }
}
