package org.ringbench.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Builds {@code libcuda.so.1} from {@code fakecuda.c}, and puts {@link ForwardedCalls} behind it.
 */
final class FakeLibcuda {
  private FakeLibcuda() {}

  /** Whether gcc is there to build it. */
  static boolean canBuild() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "gcc")));
  }

  /** The library, in a directory. */
  static Path build(Path directory) throws IOException, InterruptedException {
    Path source = directory.resolve("fakecuda.c");
    try (InputStream text = FakeLibcuda.class.getResourceAsStream("fakecuda.c")) {
      Files.copy(text, source);
    }
    Path library = directory.resolve("libcuda.so.1");
    Path log = directory.resolve("gcc.log");
    Process gcc =
        new ProcessBuilder(
                List.of(
                    "gcc",
                    "-shared",
                    "-fPIC",
                    "-O1",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-Wl,-soname,libcuda.so.1",
                    "-o",
                    library.toString(),
                    source.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!gcc.waitFor(60, TimeUnit.SECONDS) || gcc.exitValue() != 0) {
      gcc.destroyForcibly();
      throw new IllegalStateException("gcc failed: " + Files.readString(log));
    }
    return library;
  }

  /** Loads the library into this process for good, with the calls behind its functions. */
  @SuppressWarnings("restricted")
  static void install(Path library, ForwardedCalls calls) throws IllegalAccessException {
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    for (Method method : ForwardedCalls.class.getDeclaredMethods()) {
      if (method.getName().startsWith("cu")) {
        MethodHandle handle = MethodHandles.lookup().unreflect(method).bindTo(calls);
        MemoryLayout[] parameters =
            handle.type().parameterList().stream()
                .map(FakeLibcuda::layout)
                .toArray(MemoryLayout[]::new);
        MemorySegment stub =
            Linker.nativeLinker()
                .upcallStub(
                    handle,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters),
                    Arena.global());
        symbols
            .find("at_" + method.getName())
            .orElseThrow(() -> new IllegalStateException("no pointer for " + method.getName()))
            .reinterpret(Long.BYTES)
            .set(ValueLayout.ADDRESS, 0, stub);
      }
    }
  }

  private static MemoryLayout layout(Class<?> type) {
    if (type == int.class) {
      return ValueLayout.JAVA_INT;
    }
    if (type == long.class) {
      return ValueLayout.JAVA_LONG;
    }
    if (type == byte.class) {
      return ValueLayout.JAVA_BYTE;
    }
    if (type == MemorySegment.class) {
      return ValueLayout.ADDRESS;
    }
    throw new IllegalArgumentException("no layout for " + type);
  }
}
