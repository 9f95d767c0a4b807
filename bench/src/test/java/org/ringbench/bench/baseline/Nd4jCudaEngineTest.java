package org.ringbench.bench.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ringbench.cuda.nvml.GpuState;
import org.ringbench.plain.EngineConformance;

class Nd4jCudaEngineTest {
  @TempDir Path libraries;

  /** The engine's arithmetic, on the backend that there is: the operations are ND4J's own. */
  @Nested
  class OnTheCpuBackend extends EngineConformance<INDArray> {
    @Override
    protected Nd4jCudaEngine create() {
      return new Nd4jCudaEngine();
    }
  }

  @Test
  void theCpuBackendIsNoFallback() {
    String message = assertThrows(IllegalStateException.class, GpuBaselines::nd4jCuda).getMessage();
    assertTrue(message.startsWith("this JVM has ND4J on CpuBackend"), message);
  }

  @Test
  void hopperIsSentToCublas() {
    assertEquals(
        "ND4J's CUDA build has code for compute capability 3.7 to 8.6 and no PTX, and GPU has 9.0;"
            + " use the engine cublas-float",
        reason(gpus("9.0"), true));
    assertTrue(reason(gpus("10.0"), true).contains("cublas-float"));
    assertTrue(reason(gpus("3.5"), true).contains("cublas-float"));
    assertEquals("", reason(gpus("8.0"), true));
    assertEquals("", reason(gpus("8.9"), true), "code for 8.6 runs on 8.9");
    assertEquals("", reason(gpus("3.7"), true));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertEquals("the NVIDIA driver shows no GPU", reason(List::of, true));
    assertEquals(
        "libcudart.so.11.0 is not found: install the libraries of CUDA 11.6 and put their folder"
            + " into LD_LIBRARY_PATH",
        reason(gpus("8.0"), false));
    String absent =
        GpuBaselines.nd4jCudaUnavailable(libraries.resolve("absent"), gpus("8.0"), _ -> true)
            .orElseThrow();
    assertTrue(absent.contains("./mvnw -Pcuda -DskipTests package"), absent);
  }

  private String reason(Supplier<List<GpuState>> gpus, boolean installed) {
    return GpuBaselines.nd4jCudaUnavailable(libraries, gpus, _ -> installed).orElse("");
  }

  private static Supplier<List<GpuState>> gpus(String capability) {
    OptionalInt none = OptionalInt.empty();
    OptionalLong unknown = OptionalLong.empty();
    return () ->
        List.of(
            new GpuState(
                0,
                "GPU",
                Optional.of(capability),
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                unknown,
                unknown,
                unknown,
                Optional.empty()));
  }
}
