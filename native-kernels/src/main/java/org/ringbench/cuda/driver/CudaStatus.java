package org.ringbench.cuda.driver;

import java.util.Locale;
import org.ringbench.cuda.driver.CudaDriver.Memory;

/**
 * The one place where a status of the driver becomes an exception: its name in {@code cuda.h}, and
 * where a reader can do something about it, what.
 */
public final class CudaStatus {
  /** CUDA_SUCCESS. */
  public static final int SUCCESS = 0;

  /** CUDA_ERROR_INVALID_VALUE: an argument out of range. */
  public static final int INVALID_VALUE = 1;

  /** CUDA_ERROR_OUT_OF_MEMORY. */
  public static final int OUT_OF_MEMORY = 2;

  /** CUDA_ERROR_NOT_INITIALIZED. */
  public static final int NOT_INITIALIZED = 3;

  /** CUDA_ERROR_NO_DEVICE. */
  public static final int NO_DEVICE = 100;

  /** CUDA_ERROR_INVALID_DEVICE: no device of that index. */
  public static final int INVALID_DEVICE = 101;

  /** CUDA_ERROR_INVALID_CONTEXT: none is current on the calling thread. */
  public static final int INVALID_CONTEXT = 201;

  /** CUDA_ERROR_INVALID_PTX. */
  public static final int INVALID_PTX = 218;

  /** CUDA_ERROR_UNSUPPORTED_PTX_VERSION. */
  public static final int UNSUPPORTED_PTX_VERSION = 222;

  /** CUDA_ERROR_INVALID_HANDLE: never made, destroyed, or of another context. */
  public static final int INVALID_HANDLE = 400;

  /** CUDA_ERROR_ILLEGAL_STATE. */
  public static final int ILLEGAL_STATE = 401;

  /** CUDA_ERROR_NOT_FOUND: no such symbol. */
  public static final int NOT_FOUND = 500;

  /** CUDA_ERROR_NOT_READY: the work is not done. */
  public static final int NOT_READY = 600;

  /** CUDA_ERROR_ILLEGAL_ADDRESS. */
  public static final int ILLEGAL_ADDRESS = 700;

  /** CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES. */
  public static final int LAUNCH_OUT_OF_RESOURCES = 701;

  /** CUDA_ERROR_LAUNCH_TIMEOUT. */
  public static final int LAUNCH_TIMEOUT = 702;

  /** CUDA_ERROR_CONTEXT_IS_DESTROYED. */
  public static final int CONTEXT_IS_DESTROYED = 709;

  /** CUDA_ERROR_MISALIGNED_ADDRESS. */
  public static final int MISALIGNED_ADDRESS = 716;

  /** CUDA_ERROR_LAUNCH_FAILED. */
  public static final int LAUNCH_FAILED = 719;

  /** CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED: not allowed while a stream is captured. */
  public static final int STREAM_CAPTURE_UNSUPPORTED = 900;

  /** CUDA_ERROR_STREAM_CAPTURE_INVALIDATED: an earlier call spoilt the capture. */
  public static final int STREAM_CAPTURE_INVALIDATED = 901;

  /** CUDA_ERROR_STREAM_CAPTURE_MERGE: two captures would become one. */
  public static final int STREAM_CAPTURE_MERGE = 902;

  /** CUDA_ERROR_STREAM_CAPTURE_UNMATCHED: ended on another stream than it began on. */
  public static final int STREAM_CAPTURE_UNMATCHED = 903;

  /** CUDA_ERROR_STREAM_CAPTURE_UNJOINED: a forked stream was not joined again. */
  public static final int STREAM_CAPTURE_UNJOINED = 904;

  /** CUDA_ERROR_STREAM_CAPTURE_ISOLATION: a captured stream would wait for work outside. */
  public static final int STREAM_CAPTURE_ISOLATION = 905;

  /** CUDA_ERROR_STREAM_CAPTURE_IMPLICIT: the default stream was used beside a capture. */
  public static final int STREAM_CAPTURE_IMPLICIT = 906;

  /** CUDA_ERROR_CAPTURED_EVENT: the event stands for captured work, which never ran. */
  public static final int CAPTURED_EVENT = 907;

  /** CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD. */
  public static final int STREAM_CAPTURE_WRONG_THREAD = 908;

  private CudaStatus() {}

  /**
   * Does nothing on success.
   *
   * @param asked what was asked, such as {@code cuStreamCreate}
   */
  public static void check(int status, String asked) {
    if (status != SUCCESS) {
      throw failure(status, asked);
    }
  }

  /** As {@link #check(int, String)}, with a number that is put into {@code asked} at its %d. */
  public static void check(int status, String asked, long number) {
    if (status != SUCCESS) {
      throw failure(status, String.format(Locale.ROOT, asked, number));
    }
  }

  /** The exception for a failed call. */
  public static CudaException failure(int status, String asked) {
    String advice = advice(status);
    return new CudaException(
        status,
        "%s failed: %s (%d)%s"
            .formatted(asked, name(status), status, advice.isEmpty() ? "" : "; " + advice));
  }

  /** The exception for memory that was not to be had. */
  public static CudaException outOfMemory(String asked, long bytes, Memory memory) {
    return failure(
        OUT_OF_MEMORY,
        String.format(
            Locale.ROOT,
            "%s of %,d bytes (%,d of %,d bytes of device memory are free)",
            asked,
            bytes,
            memory.free(),
            memory.total()));
  }

  /** The exception for PTX that was refused, with the log of the driver's compiler. */
  public static CudaException refusedPtx(int status, String log) {
    return failure(status, "loading PTX" + (log.isBlank() ? "" : " [" + log.strip() + "]"));
  }

  /** The name in {@code cuda.h}. */
  public static String name(int status) {
    return switch (status) {
      case SUCCESS -> "CUDA_SUCCESS";
      case INVALID_VALUE -> "CUDA_ERROR_INVALID_VALUE";
      case OUT_OF_MEMORY -> "CUDA_ERROR_OUT_OF_MEMORY";
      case NOT_INITIALIZED -> "CUDA_ERROR_NOT_INITIALIZED";
      case 4 -> "CUDA_ERROR_DEINITIALIZED";
      case 34 -> "CUDA_ERROR_STUB_LIBRARY";
      case 35 -> "cudaErrorInsufficientDriver";
      case 46 -> "CUDA_ERROR_DEVICE_UNAVAILABLE";
      case NO_DEVICE -> "CUDA_ERROR_NO_DEVICE";
      case INVALID_DEVICE -> "CUDA_ERROR_INVALID_DEVICE";
      case 200 -> "CUDA_ERROR_INVALID_IMAGE";
      case INVALID_CONTEXT -> "CUDA_ERROR_INVALID_CONTEXT";
      case 205 -> "CUDA_ERROR_MAP_FAILED";
      case 209 -> "CUDA_ERROR_NO_BINARY_FOR_GPU";
      case 214 -> "CUDA_ERROR_ECC_UNCORRECTABLE";
      case INVALID_PTX -> "CUDA_ERROR_INVALID_PTX";
      case 221 -> "CUDA_ERROR_JIT_COMPILER_NOT_FOUND";
      case UNSUPPORTED_PTX_VERSION -> "CUDA_ERROR_UNSUPPORTED_PTX_VERSION";
      case 223 -> "CUDA_ERROR_JIT_COMPILATION_DISABLED";
      case 304 -> "CUDA_ERROR_OPERATING_SYSTEM";
      case INVALID_HANDLE -> "CUDA_ERROR_INVALID_HANDLE";
      case ILLEGAL_STATE -> "CUDA_ERROR_ILLEGAL_STATE";
      case NOT_FOUND -> "CUDA_ERROR_NOT_FOUND";
      case NOT_READY -> "CUDA_ERROR_NOT_READY";
      case ILLEGAL_ADDRESS -> "CUDA_ERROR_ILLEGAL_ADDRESS";
      case LAUNCH_OUT_OF_RESOURCES -> "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES";
      case LAUNCH_TIMEOUT -> "CUDA_ERROR_LAUNCH_TIMEOUT";
      case CONTEXT_IS_DESTROYED -> "CUDA_ERROR_CONTEXT_IS_DESTROYED";
      case 710 -> "CUDA_ERROR_ASSERT";
      case 714 -> "CUDA_ERROR_HARDWARE_STACK_ERROR";
      case 715 -> "CUDA_ERROR_ILLEGAL_INSTRUCTION";
      case MISALIGNED_ADDRESS -> "CUDA_ERROR_MISALIGNED_ADDRESS";
      case 717 -> "CUDA_ERROR_INVALID_ADDRESS_SPACE";
      case 718 -> "CUDA_ERROR_INVALID_PC";
      case LAUNCH_FAILED -> "CUDA_ERROR_LAUNCH_FAILED";
      case 800 -> "CUDA_ERROR_NOT_PERMITTED";
      case 801 -> "CUDA_ERROR_NOT_SUPPORTED";
      case 802 -> "CUDA_ERROR_SYSTEM_NOT_READY";
      case 803 -> "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH";
      case 804 -> "CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE";
      case STREAM_CAPTURE_UNSUPPORTED -> "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED";
      case STREAM_CAPTURE_INVALIDATED -> "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED";
      case STREAM_CAPTURE_MERGE -> "CUDA_ERROR_STREAM_CAPTURE_MERGE";
      case STREAM_CAPTURE_UNMATCHED -> "CUDA_ERROR_STREAM_CAPTURE_UNMATCHED";
      case STREAM_CAPTURE_UNJOINED -> "CUDA_ERROR_STREAM_CAPTURE_UNJOINED";
      case STREAM_CAPTURE_ISOLATION -> "CUDA_ERROR_STREAM_CAPTURE_ISOLATION";
      case STREAM_CAPTURE_IMPLICIT -> "CUDA_ERROR_STREAM_CAPTURE_IMPLICIT";
      case CAPTURED_EVENT -> "CUDA_ERROR_CAPTURED_EVENT";
      case STREAM_CAPTURE_WRONG_THREAD -> "CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD";
      case 999 -> "CUDA_ERROR_UNKNOWN";
      default -> "unnamed CUDA status";
    };
  }

  /** What to do about a status, or an empty string. */
  public static String advice(int status) {
    return switch (status) {
      case OUT_OF_MEMORY ->
          "use a smaller batch, end other programs on this GPU, or choose another one with"
              + " -Dringbench.cuda.device=N";
      case NOT_INITIALIZED, 999 ->
          "the driver did not start: run nvidia-smi; if that fails too, reload the kernel module"
              + " nvidia_uvm or restart the machine";
      case 34 -> "a stub of libcuda.so.1 is on the library path: remove it, the driver has its own";
      case 35 -> "install an NVIDIA driver of CUDA 12.0 (525.60) or newer";
      case 46 ->
          "another process has the GPU for itself: wait for it, or see nvidia-smi -q -d COMPUTE";
      case NO_DEVICE ->
          "the driver sees no GPU: see nvidia-smi -L, and whether CUDA_VISIBLE_DEVICES hides it";
      case INVALID_DEVICE -> "choose one of the GPUs that nvidia-smi -L lists";
      case INVALID_CONTEXT -> "no context is current on this thread";
      case INVALID_PTX, 200, 209 ->
          "the driver refuses the kernels: they need compute capability 8.0 and a driver of CUDA"
              + " 12.0 (525.60) or newer";
      case UNSUPPORTED_PTX_VERSION ->
          "the kernels are PTX 8.0, which needs a driver of CUDA 12.0 (525.60) or newer";
      case 221 ->
          "the driver's compiler is missing: install libnvidia-ptxjitcompiler of the driver";
      case 223 -> "unset CUDA_DISABLE_PTX_JIT";
      case ILLEGAL_ADDRESS, MISALIGNED_ADDRESS, 714, 715, 717, 718, LAUNCH_FAILED, 710 ->
          "a kernel failed; this process cannot use the GPU any more: start it again, under"
              + " compute-sanitizer to see which access it was";
      case LAUNCH_OUT_OF_RESOURCES ->
          "the launch needs more registers or shared memory than a multiprocessor has";
      case LAUNCH_TIMEOUT -> "a display runs on this GPU and limits the time of a kernel";
      case 214 -> "the GPU's memory has failed: see nvidia-smi -q -d ECC";
      case 802 -> "the fabric manager is not running: start nvidia-fabricmanager";
      case 803, 804 ->
          "the driver's kernel module and libcuda.so.1 do not match: restart the machine after the"
              + " update, or take a compat directory out of LD_LIBRARY_PATH";
      default -> "";
    };
  }
}
