package org.ringbench.cuda.jcuda;

import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;

/** JCuda's pointers from and to plain addresses, which its own classes hide. */
final class Addresses {
  private static final CUdeviceptr NULL = new CUdeviceptr();

  private Addresses() {}

  /** A pointer to device memory. */
  static CUdeviceptr device(long address) {
    return NULL.withByteOffset(address);
  }

  /** A pointer to memory of the host. */
  static Pointer host(long address) {
    return new Host(address);
  }

  /** A pointer that the driver fills in. */
  static final class Allocated extends CUdeviceptr {
    long address() {
      return getNativePointer();
    }
  }

  private static final class Host extends Pointer {
    Host(long address) {
      super(address);
    }
  }
}
