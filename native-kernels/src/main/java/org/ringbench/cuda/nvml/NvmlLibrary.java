package org.ringbench.cuda.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The functions of {@code libnvidia-ml.so.1}; every one that is called returns a status. */
@SuppressWarnings("restricted") // the signatures are those of nvml.h
final class NvmlLibrary {
  static final int SUCCESS = 0;

  private static final int MAX_MESSAGE = 256;

  private final SymbolLookup symbols;
  private final Map<String, Optional<MethodHandle>> handles = new HashMap<>();

  /**
   * Loads the library.
   *
   * @throws IllegalArgumentException if there is none of that name or path
   */
  NvmlLibrary(String library, Arena arena) {
    symbols = SymbolLookup.libraryLookup(library, arena);
  }

  /**
   * Calls a function.
   *
   * @param arguments {@code Integer} or {@code MemorySegment}
   * @return its status, or empty if this version of the library has no such function
   */
  Optional<Integer> call(String function, Object... arguments) {
    return handle(function, JAVA_INT, arguments)
        .map(handle -> (Integer) invoke(handle, function, arguments));
  }

  /** NVML's own words for a status. */
  String message(int status) {
    return handle("nvmlErrorString", ADDRESS, status)
        .map(handle -> (MemorySegment) invoke(handle, "nvmlErrorString", status))
        .filter(text -> text.address() != 0)
        .map(text -> text.reinterpret(MAX_MESSAGE).getString(0))
        .orElse("no message");
  }

  private Optional<MethodHandle> handle(String name, MemoryLayout result, Object... arguments) {
    return handles.computeIfAbsent(
        name,
        _ ->
            symbols
                .find(name)
                .map(
                    symbol ->
                        Linker.nativeLinker()
                            .downcallHandle(
                                symbol, FunctionDescriptor.of(result, layouts(arguments)))));
  }

  private static MemoryLayout[] layouts(Object... arguments) {
    MemoryLayout[] layouts = new MemoryLayout[arguments.length];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = arguments[i] instanceof Integer ? JAVA_INT : ADDRESS;
    }
    return layouts;
  }

  private static Object invoke(MethodHandle handle, String name, Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) { // none that NVML throws: C has no exceptions
      throw new NvmlException(name + " could not be called: " + e.getMessage(), e);
    }
  }
}
