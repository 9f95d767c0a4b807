package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringbench.cuda.jcuda.CudaDrivers;
import org.ringbench.cuda.jcuda.Probe;

class RulersTest {
  @Test
  void thisMachineHasThem() {
    try (Rulers rulers = Rulers.ofMachine()) {
      rulers.read();
      rulers.read();
      List<Report.RulerLine> lines = rulers.lines();
      assertEquals(4, lines.size());
      for (Report.RulerLine line : lines.subList(0, 3)) {
        assertNull(line.absent(), line.toString());
        assertEquals(2, line.rounds());
        assertTrue(0 < line.low() && line.low() <= line.median(), line.toString());
        assertTrue(line.median() <= line.high() && Double.isFinite(line.high()), line.toString());
      }
      if (CudaDrivers.probe() instanceof Probe.Unavailable) {
        assertTrue(lines.getLast().absent().startsWith("no GPU: "), lines.toString());
      }
    }
  }

  @Test
  void aRulerThatFailsIsLeftOutAndSaysWhy() {
    List<Integer> closed = new ArrayList<>();
    try (Rulers rulers = Rulers.none()) {
      rulers.add("never", "us", () -> refuse("no room"));
      rulers.add("once", "us", () -> new Failing(closed));
      for (int round = 0; round < 3; round++) {
        rulers.read();
      }
      assertEquals(
          List.of("no room", "it went away"),
          rulers.lines().stream().map(Report.RulerLine::absent).toList());
      assertEquals(1, closed.size());
    }
    assertEquals(1, closed.size(), "closed once");
  }

  private static Ruler refuse(String why) {
    throw new IllegalStateException(why);
  }

  private record Failing(List<Integer> closings) implements Ruler {
    @Override
    public double measure() {
      throw new IllegalStateException("it went away");
    }

    @Override
    public void close() {
      closings.add(1);
    }
  }
}
