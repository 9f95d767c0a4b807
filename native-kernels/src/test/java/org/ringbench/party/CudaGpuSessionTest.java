package org.ringbench.party;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.cuda.CudaBackendProvider;
import org.ringbench.plan.Setting;

/** Encrypted training on a GPU and its own driver, where there are any. */
@EnabledIf(value = "isAvailable", disabledReason = "no GPU that the CUDA backend can use")
class CudaGpuSessionTest {
  static boolean isAvailable() {
    return new CudaBackendProvider().unavailable().isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Execution.class)
  void equalsTheJavaBackend(Execution execution) {
    for (String model : new String[] {"mlp", "mlp-square", "linreg"}) {
      Training training = Training.of(model, Setting.of(16));
      CudaSessionTest.assertEqualsJava(
          training, training.spec(new CudaBackendProvider()).with(execution), Dealing.streamed());
    }
  }
}
