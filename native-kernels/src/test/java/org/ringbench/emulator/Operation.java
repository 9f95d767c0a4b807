package org.ringbench.emulator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ringbench.cuda.driver.CudaDriver.Grid;

/** A piece of work of the device, as it was asked for. */
sealed interface Operation {

  /** Whether it reads or writes device memory of that range, as far as that can be told. */
  boolean uses(long address, long bytes);

  /** Reads its source when it is done, and not when it is asked for. */
  record Upload(HostRange source, long target) implements Operation {
    @Override
    public boolean uses(long address, long bytes) {
      return overlap(target, source.bytes(), address, bytes);
    }
  }

  /** Writes its target when it is done. */
  record Download(long source, HostRange target) implements Operation {
    @Override
    public boolean uses(long address, long bytes) {
      return overlap(source, target.bytes(), address, bytes);
    }
  }

  /** Within the device. */
  record Copy(long source, long target, long size) implements Operation {
    @Override
    public boolean uses(long address, long bytes) {
      return overlap(source, size, address, bytes) || overlap(target, size, address, bytes);
    }
  }

  /** To zero. */
  record Clear(long target, long size) implements Operation {
    @Override
    public boolean uses(long address, long bytes) {
      return overlap(target, size, address, bytes);
    }
  }

  /** A kernel with a copy of its parameters. */
  record Launch(
      DriverObject.Function function, Grid grid, int sharedBytes, MemorySegment parameters)
      implements Operation {

    /** Whether any aligned word of the parameters points into the range. */
    @Override
    public boolean uses(long address, long bytes) {
      for (long i = 0; i + Long.BYTES <= parameters.byteSize(); i += Long.BYTES) {
        long word = parameters.get(ValueLayout.JAVA_LONG_UNALIGNED, i);
        if (word >= address && word < address + bytes) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean overlap(long first, long firstBytes, long second, long secondBytes) {
    return first < second + secondBytes && second < first + firstBytes;
  }
}
