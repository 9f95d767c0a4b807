package org.ringbench.bench.baseline;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The process's environment variables, for native libraries that are loaded later and look for
 * them: {@link System#getenv} does not see these changes.
 */
final class ProcessEnvironment {
  private static final Optional<MethodHandle> SET = function();

  private ProcessEnvironment() {}

  @SuppressWarnings("restricted") // the system's own function, called as its man page says
  private static Optional<MethodHandle> function() {
    if (!ProcessEnvironment.class.getModule().isNativeAccessEnabled()) {
      return Optional.empty(); // the JVM would warn
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    return linker.defaultLookup().find("setenv").map(f -> linker.downcallHandle(f, type));
  }

  /**
   * Sets a variable that the user has not set. Where the system has no {@code setenv} (Windows) it
   * stays unset.
   */
  static void set(String name, String value) {
    if (SET.isEmpty()) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocateFrom(name);
      int status = (int) SET.get().invokeExact(key, arena.allocateFrom(value), 0);
      if (status != 0) {
        throw new IllegalStateException("setenv: " + name + " cannot be set");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // declared by method handles, thrown by none of these
      throw new IllegalStateException(e);
    }
  }
}
