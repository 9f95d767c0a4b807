package org.ringbench.bench.jmh;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the JIT compiler has worked. On Linux the CPU time of its threads tells, which grows
 * while a long compilation lasts; the JVM's own count, used elsewhere, grows when it is done.
 */
final class CompilerThreads {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** The unit of CPU times in {@code /proc}, the same on every Linux. */
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

  /** Places behind the thread's name, which may hold spaces: see proc(5). */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  private CompilerThreads() {}

  /** Nanoseconds of work since the start of the JVM. */
  static long nanos() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      long ticks = 0;
      for (Path thread : threads) {
        try {
          ticks += ticks(Files.readString(thread.resolve("stat")));
        } catch (IOException _) {
          // It has ended since the folder was read.
        }
      }
      return ticks * TICK;
    } catch (IOException e) {
      return TimeUnit.MILLISECONDS.toNanos(
          ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }
  }

  /** Waits until the compiler has had nothing to do for three ticks. */
  static void awaitIdle() {
    long before = -1;
    for (long now = nanos(); now > before; now = nanos()) {
      before = now;
      LockSupport.parkNanos(3 * TICK);
    }
  }

  private static long ticks(String stat) {
    int end = stat.lastIndexOf(')');
    String name = stat.substring(stat.indexOf('(') + 1, end);
    if (!name.startsWith("C1 Compiler") && !name.startsWith("C2 Compiler")) {
      return 0;
    }
    String[] fields = stat.substring(end + 2).split(" ", -1);
    return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
  }
}
