package org.ringbench.natives;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/**
 * The library's functions, see {@code kernels.h}. They take arrays as they lie on the heap: the
 * garbage collector waits for a call, so that callers keep calls short.
 */
@SuppressWarnings("restricted") // the signatures are those of kernels.h
final class Functions {
  static final int SCHEDULE_WORDS = 22;

  private static final SymbolLookup SYMBOLS = load();

  private static final MethodHandle CPU = handle("ringbench_cpu", JAVA_INT);
  private static final MethodHandle SCRATCH = handle("ringbench_matmul_scratch", JAVA_LONG);
  private static final MethodHandle TILES_SCRATCH =
      handle("ringbench_matmul_tiles_scratch", JAVA_LONG);
  private static final MethodHandle MATMUL = matmul("ringbench_matmul");
  private static final MethodHandle TILES = matmul("ringbench_matmul_tiles");
  private static final MethodHandle SCHEDULE = handle("ringbench_aes_schedule", ADDRESS, ADDRESS);
  private static final MethodHandle EXPAND =
      handle("ringbench_aes_expand", ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);

  private Functions() {}

  private static SymbolLookup load() {
    SymbolLookup[] symbols = new SymbolLookup[1];
    LibraryResources.unpack(
        LibraryResources.load(),
        file -> {
          try {
            symbols[0] = SymbolLookup.libraryLookup(file, Arena.global());
          } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                "%s does not load: it may lie on a file system mounted noexec; name another directory with -Djava.io.tmpdir"
                    .formatted(file),
                e);
          }
        });
    return symbols[0];
  }

  private static MethodHandle matmul(String name) {
    return handle(
        name, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS,
        JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);
  }

  /** A function without arguments that returns a number. */
  private static MethodHandle handle(String name, MemoryLayout result) {
    return Linker.nativeLinker()
        .downcallHandle(SYMBOLS.findOrThrow(name), FunctionDescriptor.of(result));
  }

  /** A function that returns nothing and takes segments on the heap. */
  private static MethodHandle handle(String name, MemoryLayout first, MemoryLayout... others) {
    MemoryLayout[] all = new MemoryLayout[others.length + 1];
    all[0] = first;
    System.arraycopy(others, 0, all, 1, others.length);
    return Linker.nativeLinker()
        .downcallHandle(
            SYMBOLS.findOrThrow(name),
            FunctionDescriptor.ofVoid(all),
            Linker.Option.critical(true));
  }

  static int cpu() {
    try {
      return (int) CPU.invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Words of scratch of a product. */
  static long scratch(boolean tiles) {
    try {
      return tiles ? (long) TILES_SCRATCH.invokeExact() : (long) SCRATCH.invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * acc (m x n) += factor * op(x) * op(y), by tiles or by words.
   *
   * @param x m x k words, or k x m where it is transposed, each row {@code ldx} words after the
   *     last
   * @param y k x n words, or n x k
   * @param scratch of {@link #scratch} words, native and aligned to a cache line
   * @throws IllegalArgumentException if memory is too short, not aligned to words, or if the
   *     accumulator overlaps an operand
   */
  static void matmul(
      boolean tiles,
      long factor,
      int m,
      int n,
      int k,
      MemorySegment x,
      int ldx,
      boolean transposeX,
      MemorySegment y,
      int ldy,
      boolean transposeY,
      MemorySegment acc,
      int ldacc,
      MemorySegment scratch) {
    Operands.matrix("x", x, transposeX ? k : m, transposeX ? m : k, ldx);
    Operands.matrix("y", y, transposeY ? n : k, transposeY ? k : n, ldy);
    Operands.matrix("the accumulator", acc, m, n, ldacc);
    Operands.apart("x", x, acc);
    Operands.apart("y", y, acc);
    Operands.scratch(scratch, scratch(tiles));
    int tx = transposeX ? 1 : 0;
    int ty = transposeY ? 1 : 0;
    try {
      if (tiles) {
        TILES.invokeExact(
            factor,
            (long) m,
            (long) n,
            (long) k,
            x,
            (long) ldx,
            tx,
            y,
            (long) ldy,
            ty,
            acc,
            (long) ldacc,
            scratch);
      } else {
        MATMUL.invokeExact(
            factor,
            (long) m,
            (long) n,
            (long) k,
            x,
            (long) ldx,
            tx,
            y,
            (long) ldy,
            ty,
            acc,
            (long) ldacc,
            scratch);
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** The 22 words of the round keys of a key of 16 bytes. */
  static void aesSchedule(byte[] key, long[] schedule) {
    Objects.checkFromIndexSize(0, 16, key.length);
    Objects.checkFromIndexSize(0, SCHEDULE_WORDS, schedule.length);
    try {
      SCHEDULE.invokeExact(MemorySegment.ofArray(key), MemorySegment.ofArray(schedule));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Fills all words of {@code out}.
   *
   * @throws IllegalArgumentException if it is not aligned to words, or ends within one
   */
  static void aesExpand(MemorySegment schedule, long stream, long firstBlock, MemorySegment out) {
    Operands.matrix("the schedule", schedule, 1, SCHEDULE_WORDS, SCHEDULE_WORDS);
    Operands.words("the output", out);
    long words = out.byteSize() / Long.BYTES;
    try {
      EXPAND.invokeExact(schedule, stream, firstBlock, out, words);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** C++ without exceptions throws nothing: what comes here is the JVM's own. */
  private static RuntimeException unexpected(Throwable e) {
    return switch (e) {
      case Error error -> throw error;
      case RuntimeException exception -> exception;
      default -> new IllegalStateException(e);
    };
  }
}
