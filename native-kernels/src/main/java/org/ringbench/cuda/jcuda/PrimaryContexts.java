package org.ringbench.cuda.jcuda;

import static jcuda.driver.JCudaDriver.cuCtxSetCurrent;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRelease;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRetain;

import java.util.HashMap;
import java.util.Map;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import org.ringbench.cuda.driver.CudaStatus;

/** The GPUs' primary contexts, each with one number for all who have retained it. */
final class PrimaryContexts {
  private final Handles<CUcontext> contexts = new Handles<>("context");
  private final Map<Integer, Retained> retained = new HashMap<>();

  private record Retained(long number, int times) {
    Retained times(int changed) {
      return new Retained(number, changed);
    }
  }

  /** See {@link org.ringbench.cuda.driver.CudaDriver#retainContext}. */
  synchronized long retain(int ordinal) {
    CUcontext context = new CUcontext();
    CudaStatus.check(
        cuDevicePrimaryCtxRetain(context, Devices.handle(ordinal)), "context of GPU %d", ordinal);
    // The primary context is one: so is its number, until all who retained it have released it.
    Retained known = retained.get(ordinal);
    Retained now =
        known == null ? new Retained(contexts.add(context), 1) : known.times(known.times() + 1);
    retained.put(ordinal, now);
    return now.number();
  }

  /** See {@link org.ringbench.cuda.driver.CudaDriver#releaseContext}. */
  synchronized void release(int ordinal) {
    Retained known = retained.get(ordinal);
    if (known == null) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_CONTEXT, "release of the context of GPU " + ordinal);
    }
    CUdevice device = Devices.handle(ordinal);
    if (known.times() > 1) {
      retained.put(ordinal, known.times(known.times() - 1));
      CudaStatus.check(cuDevicePrimaryCtxRelease(device), "release of GPU %d", ordinal);
    } else {
      retained.remove(ordinal);
      contexts.remove(
          known.number(), context -> cuDevicePrimaryCtxRelease(device), "release of a context");
    }
  }

  /** See {@link org.ringbench.cuda.driver.CudaDriver#makeCurrent}. */
  void makeCurrent(long context) {
    CudaStatus.check(
        cuCtxSetCurrent(context == 0 ? new CUcontext() : contexts.get(context)), "cuCtxSetCurrent");
  }
}
