package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.ringbench.ptx.PtxFault.Kind;

class DeviceMemoryTest {
  private static void faults(Kind kind, Runnable call) {
    PtxFault fault = assertThrows(PtxFault.class, call::run);
    assertEquals(kind, fault.kind(), fault.getMessage());
  }

  private static byte[] read(DeviceMemory memory, long address, int bytes) {
    byte[] result = new byte[bytes];
    memory.read(address, MemorySegment.ofArray(result));
    return result;
  }

  @Test
  void copiesKnowWhatWasWritten() {
    DeviceMemory memory = new DeviceMemory();
    long a = memory.allocate(40);
    long b = memory.allocate(40);
    assertEquals(0, a % 256);
    assertEquals(80, memory.allocated());
    memory.write(a + 3, MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, read(memory, a + 3, 9));
    faults(Kind.UNINITIALISED, () -> read(memory, a + 2, 2));
    faults(Kind.UNINITIALISED, () -> read(memory, a + 11, 2));
    memory.copy(a + 3, b + 6, 10);
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, read(memory, b + 6, 9));
    faults(Kind.UNINITIALISED, () -> read(memory, b + 6, 10));
    memory.clear(b, 40);
    assertArrayEquals(new byte[40], read(memory, b, 40));
    memory.copy(a, b, 40);
    faults(Kind.UNINITIALISED, () -> read(memory, b, 1));
  }

  @Test
  void hostReadsMayBeUnchecked() {
    DeviceMemory memory = new DeviceMemory(false);
    assertArrayEquals(new byte[9], read(memory, memory.allocate(9), 9));
  }

  @Test
  void boundsAndFreedMemory() {
    DeviceMemory memory = new DeviceMemory();
    long a = memory.allocate(16);
    long b = memory.allocate(16);
    assertTrue(b - a > 256, "a gap lies between two allocations");
    memory.clear(a, 16);
    faults(Kind.OUT_OF_BOUNDS, () -> read(memory, a + 9, 8));
    faults(Kind.OUT_OF_BOUNDS, () -> read(memory, a + 16, 1));
    faults(Kind.OUT_OF_BOUNDS, () -> memory.clear(a - 1, 1));
    faults(Kind.OUT_OF_BOUNDS, () -> memory.free(a + 8));
    faults(Kind.LAUNCH, () -> memory.allocate(0));
    memory.free(a);
    assertEquals(16, memory.allocated());
    faults(Kind.USE_AFTER_FREE, () -> read(memory, a, 1));
    faults(Kind.USE_AFTER_FREE, () -> memory.free(a));
    assertTrue(memory.allocate(16) != a, "addresses are not used again");
  }

  @Test
  void kernelsFindFreedMemory() {
    DeviceMemory memory = new DeviceMemory();
    long a = memory.allocate(2048);
    long b = memory.allocate(512);
    memory.clear(a, 2048);
    PtxModule module = PtxModule.parse("m", Snippet.HEADER + Snippet.kernel("k", "", ""));
    Interpreter interpreter = new Interpreter(memory, Options.defaults());
    MemorySegment parameters = MemorySegment.ofArray(new long[] {a, b});
    interpreter.run(module.kernel("k"), 1, 1, 1, 32, 0, parameters);
    memory.free(a);
    faults(
        Kind.USE_AFTER_FREE, () -> interpreter.run(module.kernel("k"), 1, 1, 1, 32, 0, parameters));
  }

  @Test
  void modulesComeAndGo() {
    PtxModule module =
        PtxModule.parse("m", Snippet.HEADER + ".global .align 8 .u64 a = 5;\n.const .u32 b = 7;\n");
    DeviceMemory memory = new DeviceMemory();
    memory.load(module);
    memory.load(module);
    assertEquals(12, memory.allocated());
    memory.unload(module);
    assertEquals(0, memory.allocated());
  }
}
