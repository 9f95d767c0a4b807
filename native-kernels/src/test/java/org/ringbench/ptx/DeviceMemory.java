package org.ringbench.ptx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.ringbench.ptx.PtxFault.Kind;

/**
 * Global memory. Allocations are aligned to 256 bytes, lie apart and never reuse an address, and
 * each byte knows whether it was ever written. Host calls are thread-safe among themselves; a
 * launch must not run while the host changes what it uses.
 */
public final class DeviceMemory {
  private static final long FIRST = 0x10_0000_0000L;
  private static final long GAP = 4096;
  private static final int REMEMBERED = 4096;

  private final ConcurrentSkipListMap<Long, Allocation> allocations = new ConcurrentSkipListMap<>();
  private final Deque<Long> freed = new ArrayDeque<>();
  private final Map<PtxModule, Map<Variable, Allocation>> modules = new HashMap<>();
  private final boolean checkHostReads;
  private long next = FIRST;
  private long allocated;

  /** Memory whose {@link #read} faults on bytes that nothing has written. */
  public DeviceMemory() {
    this(true);
  }

  /**
   * Memory.
   *
   * @param checkHostReads whether {@link #read} faults on bytes that nothing has written
   */
  public DeviceMemory(boolean checkHostReads) {
    this.checkHostReads = checkHostReads;
  }

  /** Allocates; the contents count as uninitialised. */
  public long allocate(long bytes) {
    return allocate(bytes, "allocation").base;
  }

  private synchronized Allocation allocate(long bytes, String name) {
    if (bytes <= 0 || bytes > Integer.MAX_VALUE - 64) {
      throw new PtxFault(Kind.LAUNCH, "host", "cannot allocate " + bytes + " bytes");
    }
    Allocation allocation = new Allocation(next, (int) bytes, name);
    next += ((bytes + 255) & -256) + GAP;
    allocations.put(allocation.base, allocation);
    allocated += bytes;
    return allocation;
  }

  /** Frees an allocation by its first address. */
  public synchronized void free(long address) {
    Allocation allocation = allocations.get(address);
    if (allocation == null) {
      throw new PtxFault(Kind.OUT_OF_BOUNDS, "host", "free: " + describe(address));
    }
    if (allocation.freed) {
      throw new PtxFault(Kind.USE_AFTER_FREE, "host", "freed twice: " + describe(address));
    }
    allocated -= allocation.size;
    allocation.release();
    freed.add(address);
    if (freed.size() > REMEMBERED) {
      allocations.remove(freed.poll());
    }
  }

  /** Bytes in live allocations, modules included. */
  public synchronized long allocated() {
    return allocated;
  }

  /** Copies all of {@code source} to the device. */
  public void write(long address, MemorySegment source) {
    int bytes = length(source.byteSize());
    Allocation to = range(address, bytes, "write");
    int at = (int) (address - to.base);
    MemorySegment.copy(source, ValueLayout.JAVA_BYTE, 0, to.data, at, bytes);
    to.initialised.set(at, bytes);
  }

  /** Fills all of {@code target} from the device. */
  public void read(long address, MemorySegment target) {
    int bytes = length(target.byteSize());
    Allocation from = range(address, bytes, "read");
    int at = (int) (address - from.base);
    if (checkHostReads) {
      int missing = from.initialised.firstClear(at, bytes);
      if (missing >= 0) {
        throw new PtxFault(
            Kind.UNINITIALISED,
            "host",
            "read of "
                + bytes
                + " bytes: nothing has written byte "
                + (missing - at)
                + " of them, "
                + describe(from.base + missing));
      }
    }
    MemorySegment.copy(from.data, at, target, ValueLayout.JAVA_BYTE, 0, bytes);
  }

  /** Copies within the device; uninitialised bytes stay so. */
  public void copy(long from, long to, long bytes) {
    int count = length(bytes);
    Allocation source = range(from, count, "copy from");
    Allocation target = range(to, count, "copy to");
    int sourceAt = (int) (from - source.base);
    int targetAt = (int) (to - target.base);
    System.arraycopy(source.data, sourceAt, target.data, targetAt, count);
    target.initialised.copy(targetAt, source.initialised, sourceAt, count);
  }

  /** Sets bytes to zero. */
  public void clear(long address, long bytes) {
    int count = length(bytes);
    Allocation to = range(address, count, "clear");
    int at = (int) (address - to.base);
    java.util.Arrays.fill(to.data, at, at + count, (byte) 0);
    to.initialised.set(at, count);
  }

  /** Gives a module's variables their memory, unless they have it. */
  public void load(PtxModule module) {
    variables(module);
  }

  /** Frees a module's variables. */
  public synchronized void unload(PtxModule module) {
    Map<Variable, Allocation> loaded = modules.remove(module);
    if (loaded != null) {
      loaded.values().forEach(a -> free(a.base));
    }
  }

  synchronized Map<Variable, Allocation> variables(PtxModule module) {
    Map<Variable, Allocation> loaded = modules.get(module);
    if (loaded == null) {
      loaded = new HashMap<>();
      for (Variable variable : module.globals()) {
        Allocation allocation = allocate(variable.bytes, variable.name);
        write(allocation.base, MemorySegment.ofArray(variable.contents()));
        allocation.readOnly = variable.space == Space.CONST;
        loaded.put(variable, allocation);
      }
      modules.put(module, loaded);
    }
    return loaded;
  }

  /** The allocation that holds the address, freed or not, or null. */
  Allocation find(long address) {
    Map.Entry<Long, Allocation> entry = allocations.floorEntry(address);
    return entry != null && address - entry.getValue().base < entry.getValue().size
        ? entry.getValue()
        : null;
  }

  private static int length(long bytes) {
    if (bytes < 0 || bytes > Integer.MAX_VALUE) {
      throw new PtxFault(Kind.OUT_OF_BOUNDS, "host", bytes + " bytes at once");
    }
    return (int) bytes;
  }

  private Allocation range(long address, int bytes, String what) {
    Allocation allocation = find(address);
    if (allocation != null && allocation.freed) {
      throw new PtxFault(
          Kind.USE_AFTER_FREE, "host", what + " of " + bytes + " bytes: " + describe(address));
    }
    if (allocation == null || address - allocation.base > allocation.size - bytes) {
      throw new PtxFault(
          Kind.OUT_OF_BOUNDS, "host", what + " of " + bytes + " bytes: " + describe(address));
    }
    return allocation;
  }

  /** Where an address lies, for messages. */
  String describe(long address) {
    Map.Entry<Long, Allocation> below = allocations.floorEntry(address);
    Map.Entry<Long, Allocation> above = allocations.ceilingEntry(address);
    Allocation nearest = below == null ? null : below.getValue();
    if (nearest == null
        || (above != null && above.getKey() - address < address - nearest.base - nearest.size)) {
      nearest = above == null ? null : above.getValue();
    }
    String text = "address 0x" + Long.toHexString(address);
    if (nearest == null) {
      return text + ", and nothing is allocated";
    }
    return text
        + ", byte "
        + (address - nearest.base)
        + " of the "
        + nearest.size
        + " of "
        + (nearest.freed ? "freed " : "")
        + nearest.name
        + " 0x"
        + Long.toHexString(nearest.base);
  }
}
