package org.ringbench.emulator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;
import org.ringbench.cuda.driver.CudaStatus;

/** Page-locked memory of the host. A use after it was freed throws IllegalStateException. */
final class PageLocked {
  private final TreeMap<Long, Block> blocks = new TreeMap<>();

  MemorySegment allocate(long bytes, EmulatedContext context) {
    if (bytes < 1 || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "page-locked memory of %d bytes: expected 1 to %d".formatted(bytes, Integer.MAX_VALUE));
    }
    Arena arena = Arena.ofShared();
    MemorySegment memory = arena.allocate(bytes, 4096);
    memory.fill(HostRange.POISON);
    blocks.put(memory.address(), new Block(context, arena, memory));
    return memory;
  }

  void free(MemorySegment memory) {
    Block block = blocks.remove(memory.address());
    if (block == null) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_VALUE,
          "freeing %s, which is not page-locked memory".formatted(memory));
    }
    block.arena().close();
  }

  /**
   * The real driver takes other memory as well, but then waits for the copy: not here, where that
   * is a mistake.
   */
  void require(MemorySegment memory) {
    Map.Entry<Long, Block> entry = memory.isNative() ? blocks.floorEntry(memory.address()) : null;
    if (entry == null
        || memory.address() - entry.getKey()
            > entry.getValue().memory().byteSize() - memory.byteSize()) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_VALUE,
          "asynchronous copy of %s, which is not page-locked memory".formatted(memory));
    }
  }

  /** Frees what goes with a context. */
  void freeAll(EmulatedContext context) {
    blocks.values().stream()
        .filter(block -> block.context() == context)
        .forEach(block -> block.arena().close());
    blocks.values().removeIf(block -> block.context() == context);
  }

  int blocks() {
    return blocks.size();
  }

  private record Block(EmulatedContext context, Arena arena, MemorySegment memory) {}
}
