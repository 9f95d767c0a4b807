package org.ringbench.cuda.driver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.cuda.driver.CudaDriver.Memory;

class CudaStatusTest {
  @Test
  void passesSuccess() {
    assertDoesNotThrow(() -> CudaStatus.check(0, "cuInit"));
    assertDoesNotThrow(() -> CudaStatus.check(0, "copy of %d bytes", 8));
  }

  @ParameterizedTest
  @CsvSource({
    "1, CUDA_ERROR_INVALID_VALUE, ''",
    "2, CUDA_ERROR_OUT_OF_MEMORY, smaller batch",
    "3, CUDA_ERROR_NOT_INITIALIZED, nvidia-smi",
    "35, cudaErrorInsufficientDriver, 525.60",
    "100, CUDA_ERROR_NO_DEVICE, CUDA_VISIBLE_DEVICES",
    "201, CUDA_ERROR_INVALID_CONTEXT, thread",
    "218, CUDA_ERROR_INVALID_PTX, 525.60",
    "222, CUDA_ERROR_UNSUPPORTED_PTX_VERSION, PTX 8.0",
    "700, CUDA_ERROR_ILLEGAL_ADDRESS, compute-sanitizer",
    "701, CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES, registers",
    "719, CUDA_ERROR_LAUNCH_FAILED, compute-sanitizer",
    "804, CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE, restart",
    "999, CUDA_ERROR_UNKNOWN, nvidia-smi",
    "12345, unnamed CUDA status, ''",
  })
  void namesAStatusAndSaysWhatToDo(int status, String name, String advice) {
    CudaException thrown =
        assertThrows(CudaException.class, () -> CudaStatus.check(status, "copy of %d bytes", 80));
    assertEquals(status, thrown.status());
    String start = "copy of 80 bytes failed: %s (%d)".formatted(name, status);
    assertTrue(thrown.getMessage().startsWith(start), thrown.getMessage());
    assertEquals(advice.isEmpty(), thrown.getMessage().equals(start), thrown.getMessage());
    assertTrue(thrown.getMessage().contains(advice), thrown.getMessage());
  }

  @Test
  void saysHowMuchMemoryWasAskedAndIsFree() {
    CudaException thrown =
        CudaStatus.outOfMemory("allocation", 5_000_000, new Memory(1_000_000, 16_000_000));
    assertEquals(CudaException.OUT_OF_MEMORY, thrown.status());
    assertTrue(
        thrown
            .getMessage()
            .startsWith("allocation of 5,000,000 bytes (1,000,000 of 16,000,000 bytes of device"),
        thrown.getMessage());
  }

  @Test
  void keepsTheCompilersLog() {
    String message = CudaStatus.refusedPtx(222, "ptxas fatal: Unsupported\n").getMessage();
    assertTrue(message.startsWith("loading PTX [ptxas fatal: Unsupported] failed"), message);
  }
}
