package org.ringbench.cuda.jcuda;

import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES;
import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK;
import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_NUM_REGS;
import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES;
import static jcuda.driver.CUjit_option.CU_JIT_ERROR_LOG_BUFFER;
import static jcuda.driver.CUjit_option.CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES;
import static jcuda.driver.JCudaDriver.cuFuncGetAttribute;
import static jcuda.driver.JCudaDriver.cuFuncSetAttribute;
import static jcuda.driver.JCudaDriver.cuLaunchKernel;
import static jcuda.driver.JCudaDriver.cuModuleGetFunction;
import static jcuda.driver.JCudaDriver.cuModuleLoadDataJIT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;
import jcuda.driver.JITOptions;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.cuda.driver.KernelResources;

/** Modules and their kernels. */
final class Modules {
  private static final int LOG_BYTES = 1 << 14;

  private final Handles<CUmodule> modules = new Handles<>("module");
  private final Handles<NamedFunction> functions = new Handles<>("function");

  private record NamedFunction(String name, long module, CUfunction function) {}

  /** See {@link org.ringbench.cuda.driver.CudaDriver#loadModule}. */
  long load(byte[] ptx) {
    if (ptx.length == 0 || ptx[ptx.length - 1] != 0) {
      throw new IllegalArgumentException(
          "PTX of %d bytes does not end in NUL".formatted(ptx.length));
    }
    ByteBuffer text = ByteBuffer.allocateDirect(ptx.length).put(ptx);
    JITOptions options = new JITOptions();
    options.putBytes(CU_JIT_ERROR_LOG_BUFFER, new byte[LOG_BYTES]);
    options.putInt(CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES, LOG_BYTES);
    CUmodule module = new CUmodule();
    int status = cuModuleLoadDataJIT(module, Pointer.to(text), options);
    if (status != CudaStatus.SUCCESS) {
      byte[] log = options.getBytes(CU_JIT_ERROR_LOG_BUFFER);
      throw CudaStatus.refusedPtx(status, log == null ? "" : NulTerminated.text(log));
    }
    return modules.add(module);
  }

  /** See {@link org.ringbench.cuda.driver.CudaDriver#unloadModule}. */
  void unload(long module) {
    functions.forget(kernel -> kernel.module() == module);
    modules.remove(module, jcuda.driver.JCudaDriver::cuModuleUnload, "cuModuleUnload");
  }

  /** See {@link org.ringbench.cuda.driver.CudaDriver#function}. */
  long function(long module, String name) {
    CUfunction function = new CUfunction();
    int status = cuModuleGetFunction(function, modules.get(module), name);
    if (status != CudaStatus.SUCCESS) {
      throw CudaStatus.failure(status, "looking for kernel " + name);
    }
    return functions.add(new NamedFunction(name, module, function));
  }

  /** See {@link org.ringbench.cuda.driver.CudaDriver#resources}. */
  KernelResources resources(long function) {
    CUfunction kernel = functions.get(function).function();
    return new KernelResources(
        attribute(kernel, CU_FUNC_ATTRIBUTE_NUM_REGS),
        attribute(kernel, CU_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES),
        attribute(kernel, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES),
        attribute(kernel, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK));
  }

  /** See {@link org.ringbench.cuda.driver.CudaDriver#allowSharedMemory}. */
  void allowSharedMemory(long function, int bytes) {
    NamedFunction kernel = functions.get(function);
    int status =
        cuFuncSetAttribute(
            kernel.function(), CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bytes);
    if (status != CudaStatus.SUCCESS) {
      throw CudaStatus.failure(
          status, "allowing %s %d bytes of shared memory".formatted(kernel.name(), bytes));
    }
  }

  /** See {@link org.ringbench.cuda.driver.CudaDriver#launch}. */
  void launch(
      long function, Grid grid, int sharedBytes, CUstream stream, MemorySegment parameters) {
    NamedFunction kernel = functions.get(function);
    if (!parameters.isNative()) {
      throw new IllegalArgumentException("parameters of " + kernel.name() + " are in the heap");
    }
    int status =
        cuLaunchKernel(
            kernel.function(),
            grid.x(),
            grid.y(),
            grid.z(),
            grid.threads(),
            1,
            1,
            sharedBytes,
            stream,
            LaunchParameters.of(parameters),
            null);
    if (status != CudaStatus.SUCCESS) {
      throw CudaStatus.failure(
          status,
          "launch of %s over %s with %d bytes of shared memory"
              .formatted(kernel.name(), grid, sharedBytes));
    }
  }

  private static int attribute(CUfunction function, int attribute) {
    int[] value = new int[1];
    CudaStatus.check(
        cuFuncGetAttribute(value, attribute, function), "attribute %d of a kernel", attribute);
    return value[0];
  }
}
