package org.ringbench.ptx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.ringbench.ptx.PtxFault.Kind;

/** Finds and checks the bytes of one lane's access, in whatever space. */
final class MemoryAccess {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What an access does. */
  enum Use {
    READ,
    WRITE,
    ATOMIC
  }

  private MemoryAccess() {}

  static long get(byte[] data, int at, int width) {
    return switch (width) {
      case 8 -> (long) LONG.get(data, at);
      case 4 -> (int) INT.get(data, at) & Lanes.LOW;
      case 2 -> (short) SHORT.get(data, at) & 0xFFFFL;
      default -> data[at] & 0xFFL;
    };
  }

  static void put(byte[] data, int at, int width, long value) {
    switch (width) {
      case 8 -> LONG.set(data, at, value);
      case 4 -> INT.set(data, at, (int) value);
      case 2 -> SHORT.set(data, at, (short) value);
      default -> data[at] = (byte) value;
    }
  }

  /**
   * Sets {@link Launch#data}, {@link Launch#at} and {@link Launch#space} to an access. Reads and
   * atomics are checked wholly; a write to shared memory is for the caller to announce, who knows
   * the value, other writes are marked here.
   */
  static void resolve(Warp w, Space space, int lane, long address, int width, Use use) {
    Launch launch = w.launch;
    if (space == Space.GENERIC) {
      Space found = Space.of(address);
      resolve(w, found, lane, address - found.window(), width, use);
      return;
    }
    launch.space = space;
    switch (space) {
      case GLOBAL, CONST -> global(w, space, lane, address, width, use);
      case SHARED -> {
        SharedMemory shared = w.block.shared;
        launch.at = shared.place(w, lane, address, width);
        launch.data = shared.data;
        if (use == Use.READ) {
          shared.read(w, lane, launch.at, width);
        } else if (use == Use.ATOMIC) {
          shared.atomic(w, lane, launch.at, width);
        }
      }
      case LOCAL -> local(w, lane, address, width, use);
      default -> parameter(w, lane, address, width, use);
    }
  }

  private static void global(Warp w, Space space, int lane, long address, int width, Use use) {
    Launch launch = w.launch;
    Allocation allocation = launch.lastUsed[w.pc];
    long at;
    if (allocation == null
        || (at = address - allocation.base) < 0
        || at > allocation.size - width
        || allocation.freed) {
      allocation = find(w, lane, address, width);
      launch.lastUsed[w.pc] = allocation;
      at = address - allocation.base;
    }
    if ((address & (width - 1)) != 0) {
      throw w.fault(Kind.MISALIGNED, lane, width + " bytes at " + launch.memory.describe(address));
    }
    if (use == Use.WRITE) {
      allocation.initialised.mark((int) at, width);
    } else if (!allocation.initialised.test((int) at, width)) {
      throw w.fault(
          Kind.UNINITIALISED,
          lane,
          "not all of " + width + " bytes were written: " + launch.memory.describe(address));
    }
    if (allocation.readOnly != (space == Space.CONST)
        && (use != Use.READ || !allocation.readOnly)) {
      throw w.fault(
          allocation.readOnly ? Kind.READ_ONLY : Kind.OUT_OF_BOUNDS,
          lane,
          (allocation.readOnly ? "constant memory, " : "not in constant memory, ")
              + launch.memory.describe(address));
    }
    launch.allocation = allocation;
    launch.data = allocation.data;
    launch.at = (int) at;
  }

  private static Allocation find(Warp w, int lane, long address, int width) {
    Allocation found = w.launch.memory.find(address);
    if (found != null && found.freed) {
      throw w.fault(
          Kind.USE_AFTER_FREE, lane, width + " bytes at " + w.launch.memory.describe(address));
    }
    if (found == null || address - found.base > found.size - width) {
      throw w.fault(
          Kind.OUT_OF_BOUNDS, lane, width + " bytes at " + w.launch.memory.describe(address));
    }
    return found;
  }

  private static void local(Warp w, int lane, long address, int width, Use use) {
    int size = w.launch.kernel.localBytes();
    long at = address - Space.LOCAL_START;
    check(w, lane, at, width, size, "local memory");
    w.launch.data = w.local;
    w.launch.at = lane * size + (int) at;
    if (use == Use.WRITE) {
      w.localInitialised.mark(w.launch.at, width);
    } else if (!w.localInitialised.test(w.launch.at, width)) {
      throw w.fault(
          Kind.UNINITIALISED,
          lane,
          width + " bytes at byte " + at + " of local memory were not all written");
    }
  }

  private static void parameter(Warp w, int lane, long address, int width, Use use) {
    check(w, lane, address, width, w.launch.parameters.length, "parameters");
    if (use != Use.READ) {
      throw w.fault(Kind.READ_ONLY, lane, "a store to parameters");
    }
    w.launch.data = w.launch.parameters;
    w.launch.at = (int) address;
  }

  private static void check(Warp w, int lane, long at, int width, int size, String what) {
    if (at < 0 || at > size - width) {
      throw w.fault(
          Kind.OUT_OF_BOUNDS,
          lane,
          width + " bytes at byte " + at + " of the " + size + " of " + what);
    }
    if ((at & (width - 1)) != 0) {
      throw w.fault(Kind.MISALIGNED, lane, width + " bytes at byte " + at + " of " + what);
    }
  }
}
