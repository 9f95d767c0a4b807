package org.ringbench.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.ringbench.cores.CoreBinding;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

class FloatEngineTest {
  @Nested
  class Vector extends EngineConformance<FloatTensor> {
    @Override
    protected FloatEngine create() {
      return new FloatEngine(1, CoreBinding.none(), new VectorKernels());
    }
  }

  @Nested
  class VectorOfNarrowTiles extends EngineConformance<FloatTensor> {
    @Override
    protected FloatEngine create() {
      return new FloatEngine(1, CoreBinding.none(), new VectorKernels(new Tile4x3()));
    }
  }

  @Nested
  class VectorOnTwoThreads extends EngineConformance<FloatTensor> {
    @Override
    protected FloatEngine create() {
      return new FloatEngine(2, CoreBinding.onProcessors(2), new VectorKernels());
    }
  }

  @Nested
  class PlainLoops extends EngineConformance<FloatTensor> {
    @Override
    protected FloatEngine create() {
      return new FloatEngine(1, CoreBinding.none(), new PlainKernels());
    }
  }

  @Nested
  class PlainLoopsOnThreeThreads extends EngineConformance<FloatTensor> {
    @Override
    protected FloatEngine create() {
      return new FloatEngine(3, CoreBinding.none(), new PlainKernels());
    }
  }

  @Test
  void saysWhatRuns() {
    try (FloatEngine engine = new FloatEngine(2)) {
      assertTrue(engine.description().startsWith("Java float (vector, "), engine.description());
      assertEquals(2, engine.threads());
    }
  }

  @Test
  void vectorsCanBeSwitchedOff() {
    System.setProperty(FloatKernels.PROPERTY, "off");
    try (FloatEngine engine = new FloatEngine(1)) {
      assertEquals("Java float (plain loops)", engine.description());
    } finally {
      System.clearProperty(FloatKernels.PROPERTY);
    }
  }

  @Test
  void refusesNoThreadsAndUseAfterClose() {
    assertThrows(IllegalArgumentException.class, () -> new FloatEngine(0));
    FloatEngine engine = new FloatEngine(2);
    engine.close();
    FloatTensor x = new FloatTensor(new Shape(200, 200));
    assertThrows(IllegalStateException.class, () -> engine.matmul(x, x, Transpose.NONE));
  }
}
