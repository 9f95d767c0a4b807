package org.ringbench.cores;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;
import java.util.Optional;

/** Which processors a thread may run on: Linux's {@code sched_setaffinity}, see its man page. */
final class Cores {
  private static final int BYTES = 1024 / Byte.SIZE; // cpu_set_t
  private static final int CALLING_THREAD = 0;
  private static final Optional<MethodHandle> GET = function("sched_getaffinity");
  private static final Optional<MethodHandle> SET = function("sched_setaffinity");

  private Cores() {}

  @SuppressWarnings("restricted") // the system's own function, called as its man page says
  private static Optional<MethodHandle> function(String name) {
    if (!Cores.class.getModule().isNativeAccessEnabled()) {
      return Optional.empty(); // the JVM would warn
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    return linker.defaultLookup().find(name).map(f -> linker.downcallHandle(f, type));
  }

  /** Those of the process, whatever its threads have been bound to; empty if nothing tells. */
  static BitSet ofProcess() {
    // The thread with the process's number is the launcher's, which only waits.
    return of((int) ProcessHandle.current().pid());
  }

  private static BitSet of(int thread) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(BYTES, Long.BYTES);
      return GET.isPresent() && call(GET.get(), thread, mask) >= 0
          ? BitSet.valueOf(mask.toArray(ValueLayout.JAVA_BYTE))
          : new BitSet();
    }
  }

  /** Whether the system lets a thread be bound, which a sandbox may refuse; changes nothing. */
  static boolean canRestrict() {
    BitSet own = of(CALLING_THREAD);
    return !own.isEmpty() && restrict(own);
  }

  /** Keeps the calling thread on some; threads that it starts later inherit this. */
  static boolean restrict(BitSet cores) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(BYTES, Long.BYTES);
      byte[] bits = cores.toByteArray();
      MemorySegment.copy(bits, 0, mask, ValueLayout.JAVA_BYTE, 0, bits.length);
      return SET.isPresent() && call(SET.get(), CALLING_THREAD, mask) == 0;
    }
  }

  private static int call(MethodHandle function, int thread, MemorySegment mask) {
    try {
      return (int) function.invokeExact(thread, (long) BYTES, mask);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // declared by method handles, thrown by none of these
      throw new IllegalStateException(e);
    }
  }
}
