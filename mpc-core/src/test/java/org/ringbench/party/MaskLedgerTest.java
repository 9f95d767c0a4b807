package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;
import org.ringbench.dealer.Run;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plan.Op;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Component;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackend.Prg;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.RowIndices;
import org.ringbench.ring.Shape;

/**
 * A ledger of masks over steps and epochs: every word of a mask is opened under one value only, and
 * no party expands a counter of its key for two steps. And flaws planted on purpose, which the
 * ledger or the oracle must find.
 */
class MaskLedgerTest {
  private static final int EPOCHS = 3;

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "mlp-square", "linreg"})
  void everyMaskIsOpenedUnderOneValue(String model) {
    audit(Training.of(model, Setting.of(16)), (_, arguments) -> arguments);
  }

  @Test
  void findsRandomnessThatReturnsAtTheNextStep() {
    assertFound(
        () ->
            audit(
                Training.of("mlp", Setting.of(16)),
                (method, arguments) -> {
                  if (method.equals("expand")) {
                    arguments[1] = 0L;
                  }
                  return arguments;
                }));
  }

  @Test
  void findsMasksTiedToThePlaceInTheBatch() {
    Training training = Training.of("mlp", Setting.of(16));
    assertFound(
        () ->
            audit(
                training,
                (method, arguments) -> {
                  if (method.equals("expandRows")) {
                    RowIndices rows = (RowIndices) arguments[2];
                    rows.set(IntStream.range(0, rows.count()).map(i -> rows.row(i) % 24).toArray());
                  }
                  return arguments;
                }));
  }

  @Test
  void findsAMaskOfZeros() {
    assertFound(
        () ->
            audit(
                Training.of("mlp", Setting.of(16)),
                (method, arguments) -> {
                  // The parameters' shares have streams of their own, 0 among them.
                  boolean ofStep = method.equals("expand") && (long) arguments[1] << 32 == 0;
                  if (ofStep) {
                    RingBackend backend = (RingBackend) arguments[4];
                    RingTensor out = (RingTensor) arguments[3];
                    backend.expand((Prg) arguments[0], (long) arguments[1], 0, out);
                    backend.clear(out.view(0, Shape.row(12)));
                    return null;
                  }
                  return arguments;
                }));
  }

  /** The flaw may surface on any of the session's threads. */
  private static void assertFound(Executable audit) {
    Throwable failure = assertThrows(Throwable.class, audit);
    while (failure.getCause() != null) {
      failure = failure.getCause();
    }
    assertInstanceOf(AssertionFailedError.class, failure);
  }

  @Test
  void theOracleFindsAFlippedSign() {
    Training training = Training.of("mlp", Setting.of(16));
    RingBackendProvider flawed =
        Tampering.of(
            (method, arguments) -> {
              if (method.equals("axpy")) {
                arguments[0] = -(long) arguments[0];
              }
              return arguments;
            });
    try (Session session = Session.open(training.spec(flawed));
        FixedPointEngine oracle = training.oracle()) {
      session.step();
      oracle.step();
      assertFalse(
          Arrays.equals(oracle.revealWords("weight1"), session.revealWords("weight1"))
              && Arrays.equals(oracle.revealWords("bias3"), session.revealWords("bias3")));
    }
  }

  private static void audit(Training training, Tampering.Flaw flaw) {
    Map<Long, Long> ledger = new HashMap<>();
    Set<String> expanded = ConcurrentHashMap.newKeySet();
    long features = 0;
    Tampering.Flaw recorded =
        (method, arguments) -> {
          Object[] changed = flaw.change(method, arguments);
          if (method.equals("expand") && changed != null) {
            record(expanded, changed);
          }
          return changed;
        };
    int steps = EPOCHS * training.batches().size();
    try (Session session =
        Session.open(training.spec(Tampering.of(recorded)).with(Dealing.prepared(1)))) {
      for (int step = 0; step < steps; step++) {
        session.prepare();
        session.step();
        Run run = training.batches().get(step % training.batches().size());
        PartyProgram[] views = {
          session.party(0).program(run.program()), session.party(1).program(run.program())
        };
        enterOpenings(ledger, views, run);
        features += enterRows(ledger, views, run);
      }
    }
    assertTrue(features > 0 && ledger.size() > 1000, "the ledger is empty");
  }

  /** No counter of a step's stream is expanded at two places of one thread's program. */
  private static void record(Set<String> expanded, Object[] arguments) {
    long stream = (long) arguments[1];
    assertTrue(stream >>> 32 != 0xFFFF_FFFFL, "a step's stream among those of rows");
    String key = Thread.currentThread().getName() + arguments[0].hashCode() + ":" + stream;
    assertTrue(expanded.add(key + "@" + arguments[2]), "expanded twice: stream " + stream);
  }

  /** Seeded pieces that mask an opening: every one whose shape is a slot's, in the same order. */
  private static void enterOpenings(Map<Long, Long> ledger, PartyProgram[] views, Run run) {
    var slots = run.program().slots();
    var seeded = run.program().layout().components().stream().filter(c -> !c.dealt()).toList();
    assertEquals(slots.size(), seeded.size(), "every opening has one mask of its own");
    for (int i = 0; i < slots.size(); i++) {
      Component mask = seeded.get(i);
      assertEquals(slots.get(i).shape(), mask.shape());
      long[] m0 = words(views[0], views[0].correlation(mask));
      long[] m1 = words(views[1], views[1].correlation(mask));
      long[] opened = words(views[0], views[0].opened(slots.get(i)));
      for (int j = 0; j < opened.length; j++) {
        enter(ledger, slots.get(i).bits() ? m0[j] ^ m1[j] : m0[j] + m1[j], opened[j]);
      }
    }
  }

  private static long enterRows(Map<Long, Long> ledger, PartyProgram[] views, Run run) {
    long count = 0;
    for (Schedule.Input in : run.program().schedule().inputs(Op.Kind.FEATURES)) {
      long[] m0 = words(views[0], views[0].rowMask(in.value()));
      long[] m1 = words(views[1], views[1].rowMask(in.value()));
      long[] opened = words(views[0], views[0].rowOpening(in.value()));
      for (int j = 0; j < opened.length; j++) {
        enter(ledger, m0[j] + m1[j], opened[j]);
        count++;
      }
    }
    return count;
  }

  private static long[] words(PartyProgram view, RingTensor tensor) {
    long[] words = new long[tensor.size()];
    view.backend().download(tensor, words, 0);
    return words;
  }

  private static void enter(Map<Long, Long> ledger, long mask, long opened) {
    Long before = ledger.putIfAbsent(mask, opened);
    assertTrue(before == null || before == opened, "a mask was opened under two values");
  }
}
