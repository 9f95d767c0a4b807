package org.ringbench.bench.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.jcuda.JCublas;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Metrics;
import org.ringbench.plain.EngineConformance;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plan.Plan;
import org.ringbench.ring.Shape;

class CublasEngineTest {
  private final FakeGpu gpu = new FakeGpu();

  /** The engine's own part; the kernels and the BLAS are Java here. */
  @Nested
  class OnAFakeGpu extends EngineConformance<DeviceMatrix> {
    @Override
    protected CublasEngine create() {
      return engine();
    }
  }

  private CublasEngine engine() {
    return new CublasEngine(gpu.driver(), 0, gpu::blas);
  }

  @Test
  void trainsAsJavaDoesAndWaitsOnceAStep() {
    TrainingTask task = TrainingTask.of("mlp", "relu", DataSource.ofProperties());
    Plan plan = task.plan(16);
    Dataset batch = task.data().train().head(16);
    FloatTensor features = batch.features();
    FloatTensor labels = batch.labels();
    Map<String, FloatTensor> expected;
    try (FloatEngine java = new FloatEngine(1)) {
      PlainTrainer<FloatTensor> trainer = new PlainTrainer<>(java, task.start());
      for (int step = 0; step < 4; step++) {
        trainer.step(plan, features, labels);
      }
      expected = trainer.parameters();
    }
    try (CublasEngine engine = engine()) {
      PlainTrainer<DeviceMatrix> trainer = new PlainTrainer<>(engine, task.start());
      DeviceMatrix x = engine.load(features);
      DeviceMatrix y = engine.load(labels);
      for (int step = 0; step < 4; step++) {
        int before = gpu.synchronises;
        trainer.step(plan, x, y);
        assertTrue(step < 1 || gpu.synchronises == before, "a step queues only");
        engine.synchronise();
      }
      Map<String, FloatTensor> trained = trainer.parameters();
      expected.forEach(
          (name, values) ->
              assertEquals(0, Metrics.meanSquaredError(values, trained.get(name)), 1e-12, name));
    }
    assertEquals(0, gpu.held(), "everything is given back");
  }

  @ParameterizedTest
  @ValueSource(strings = {"createStream", "loadModule", "function", "allocate", "allocateHost"})
  void aRefusalGivesBackWhatWasTaken(String call) {
    gpu.broken = call;
    CudaException e = assertThrows(CudaException.class, this::engine);
    assertTrue(e.getMessage().contains(call), e.getMessage());
    assertEquals(0, gpu.held());
  }

  @Test
  void outOfMemoryInMidTrainingLeavesNothingBehind() {
    CublasEngine engine = engine();
    engine.load(new FloatTensor(new Shape(4, 4)));
    gpu.broken = "allocate";
    assertThrows(CudaException.class, () -> engine.load(new FloatTensor(new Shape(4, 4))));
    engine.close();
    assertEquals(0, gpu.held());
  }

  @Test
  void aClosedEngineThrows() {
    CublasEngine engine = engine();
    DeviceMatrix x = engine.load(new FloatTensor(new Shape(2, 2)));
    engine.close();
    engine.close();
    assertThrows(IllegalStateException.class, () -> engine.read(x));
  }

  @Test
  void withoutAGpuTheEngineSaysWhatIsMissing() {
    if (GpuBaselines.unavailable("cublas-float").isEmpty()) {
      return; // a machine with a GPU and cuBLAS
    }
    String message =
        assertThrows(IllegalArgumentException.class, GpuBaselines::cublas).getMessage();
    assertTrue(message.startsWith("engine \"cublas-float\" cannot run here: "), message);
    assertEquals(1, message.lines().count(), message);
    assertFalse(message.contains("-Dringbench.backend"), message);
  }

  @Test
  void withoutCublasItNamesTheLibrary() {
    JCublas.unavailable()
        .ifPresent(
            why -> {
              assertTrue(why.contains("cuBLAS"), why);
              assertThrows(
                  RuntimeException.class, () -> JCublas.open(gpu.driver(), 1), "no fallback");
            });
  }
}
