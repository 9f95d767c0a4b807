package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.Shape;

/** What surrounds the protocols: the order of rows, who owns memory, and what may go wrong. */
class SessionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void rowsInAnyOrderAndMoreThanOnceEqualTheOracle() {
    Training ordered = Training.of("mlp", Setting.of(16));
    Program program = ordered.batches().getFirst().program();
    int[] first = new int[24];
    int[] second = new int[24];
    for (int i = 0; i < 24; i++) {
      first[i] = (i * 7) % 11; // every row twice or more, of both owners
      second[i] = 23 - i; // some were opened, some not
    }
    Training mixed =
        new Training(
            ordered.model(),
            ordered.sgd(),
            ordered.setting(),
            ordered.rows(),
            List.of(new Run(program, 0, first), new Run(program, 0, second)),
            ordered.seeds());
    try (Session session = Session.open(mixed.spec());
        FixedPointEngine oracle = mixed.oracle()) {
      for (int step = 0; step < 6; step++) {
        session.step();
        oracle.step();
        assertArrayEquals(oracle.revealWords("weight1"), session.revealWords("weight1"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dealTruncation", "expand", "truncate", "matmul"})
  void aFailureOnAnyThreadEndsTheStepWithItsCause(String kernel) {
    Training training = Training.of("mlp", Setting.of(16));
    AtomicInteger calls = new AtomicInteger();
    var failing =
        Tampering.of(
            (method, arguments) -> {
              if (method.equals(kernel) && calls.incrementAndGet() > 60) {
                throw new IllegalStateException("the device is gone");
              }
              return arguments;
            });
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          try (Session session = Session.open(training.spec(failing))) {
            Throwable failure =
                assertThrows(
                    RuntimeException.class,
                    () -> {
                      while (session.steps() < 1000) {
                        session.step();
                      }
                    });
            while (failure.getCause() != null) {
              failure = failure.getCause();
            }
            assertEquals("the device is gone", failure.getMessage());
            assertThrows(IllegalStateException.class, session::step, "the session is over");
          }
        });
  }

  @Test
  void aLabelThatIsNoNumberIsRefusedWithItsPlaceAndLeavesNoThread() {
    Training t = Training.of("linreg", Setting.of(16));
    FloatTensor labels = t.rows().labels();
    labels.values()[5] = Float.NaN;
    Training broken =
        Training.of(t.model(), t.sgd(), t.setting(), new Rows(t.rows().features(), labels), 88, 1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Session.open(broken.spec()));
    assertTrue(e.getMessage().startsWith("row 5, column 0 of the data: NaN"), e.getMessage());
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("party-1")));
  }

  private static Program program(PlanBuilder b, int f) {
    return Program.of(Lowering.lower(b.build(), Setting.of(f)));
  }

  private static Session session(Program program, int f, String... parameters) {
    Map<String, FloatTensor> values = new java.util.LinkedHashMap<>();
    for (String name : parameters) {
      FloatTensor value = new FloatTensor(Shape.row(4));
      Arrays.fill(value.values(), parameters.length == 1 ? 1 : values.size() + 1);
      values.put(name, value);
    }
    return Session.open(
        new SessionSpec(
            RingBackends.provider("java"),
            f,
            values,
            List.of(),
            Runs.cycle(List.of(Run.of(program)))));
  }

  @Test
  void onlyAnOutputOfItsNameReplacesAParameter() {
    PlanBuilder b = new PlanBuilder("sum");
    Node w = b.input("w", Op.Kind.PARAMETER, Shape.row(4), 8);
    Node v = b.input("v", Op.Kind.PARAMETER, Shape.row(4), 8);
    b.output("y", b.add(w, v));
    b.output("v", b.sub(v, w));
    Program program = program(b, 16);
    try (Session session = session(program, 16, "w", "v")) {
      session.step();
      session.step();
      assertEquals(1, session.reveal().get("w").values()[0]);
      assertEquals(0, session.reveal().get("v").values()[0]);
      assertEquals(2, session.revealOutput(program, "y").values()[0]);
      assertThrows(IllegalArgumentException.class, () -> session.revealWords("u"));
      assertThrows(IllegalArgumentException.class, () -> session.revealOutput(program, "z"));
    }
  }

  @Test
  void aPlanWithoutProductsNeedsNoRandomnessAndNoRounds() {
    PlanBuilder b = new PlanBuilder("linear");
    Node w = b.input("w", Op.Kind.PARAMETER, Shape.row(4), 1e6);
    b.output("w", b.add(w, w));
    try (Session session = session(program(b, 8), 8, "w")) {
      for (int step = 0; step < 10; step++) {
        session.step();
      }
      assertEquals(1024, session.reveal().get("w").values()[3]);
      assertEquals(0, session.dealerBytes());
      assertEquals(0, session.traffic(0).rounds());
    }
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    PlanBuilder b = new PlanBuilder("scale");
    Node w = b.input("w", Op.Kind.PARAMETER, Shape.row(4), 8);
    b.output("w", b.scale(w, 0.5));
    try (Session session = session(program(b, 12), 16, "w")) {
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, session::step);
      assertTrue(e.getMessage().contains("12 fraction bits"), e.getMessage());
    }
    PlanBuilder swapped = new PlanBuilder("swapped");
    Node x = swapped.input("x", Op.Kind.PARAMETER, Shape.row(4), 8);
    Node y = swapped.input("y", Op.Kind.PARAMETER, Shape.row(4), 8);
    swapped.output("x", y);
    swapped.output("y", x);
    try (Session session = session(program(swapped, 16), 16, "x", "y")) {
      assertThrows(IllegalArgumentException.class, session::step);
    }
    Training t = Training.of("linreg", Setting.of(16));
    Run run = t.batches().getFirst();
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new Run(run.program(), 0, new int[] {1, 2}));
    assertTrue(e.getMessage().contains("a run of 2 rows"), e.getMessage());
  }
}
