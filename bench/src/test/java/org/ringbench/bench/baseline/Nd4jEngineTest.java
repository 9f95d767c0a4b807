package org.ringbench.bench.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ringbench.plain.EngineConformance;

class Nd4jEngineTest {
  @Nested
  class OnOneThread extends EngineConformance<INDArray> {
    @Override
    protected Nd4jEngine create() {
      return new Nd4jEngine(1);
    }
  }

  @Nested
  class OnTwoThreads extends EngineConformance<INDArray> {
    @Override
    protected Nd4jEngine create() {
      return new Nd4jEngine(2);
    }
  }

  @Test
  void pinsTheThreads() {
    for (int threads : new int[] {2, 1}) {
      assertEquals(threads, new Nd4jEngine(threads).threads());
      assertEquals(threads, openblas_nolapack.blas_get_num_threads());
    }
    assertThrows(IllegalArgumentException.class, () -> new Nd4jEngine(0));
  }

  @Test
  void namesTheLibrary() {
    String description = new Nd4jEngine(1).description();
    assertTrue(description.contains("ND4J") && description.contains("OPENBLAS"), description);
  }
}
