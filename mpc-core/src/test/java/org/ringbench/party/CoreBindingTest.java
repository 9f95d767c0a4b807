package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreBindingTest {
  @TempDir Path topology;

  @Test
  void aSiblingOfTheFirstIsNoSecondCore() throws IOException {
    core(0, "0,4", "0-1,4-5");
    assertEquals(Optional.of(List.of(0, 1)), CoreBinding.two(of(0, 1, 4, 5), topology));
    assertEquals(Optional.of(List.of(0, 5)), CoreBinding.two(of(0, 4, 5), topology));
    assertEquals(Optional.empty(), CoreBinding.two(of(0, 4), topology));
  }

  @Test
  void aCoreOfTheSameCacheComesFirst() throws IOException {
    core(2, "2-3", "2-3,8-9");
    assertEquals(Optional.of(List.of(2, 8)), CoreBinding.two(of(2, 3, 5, 8), topology));
    assertEquals(Optional.of(List.of(2, 5)), CoreBinding.two(of(2, 3, 5), topology));
  }

  @Test
  void withoutATopologyAnyTwoWillDo() {
    assertEquals(Optional.of(List.of(1, 3)), CoreBinding.two(of(1, 3), topology));
    assertEquals(Optional.empty(), CoreBinding.two(of(1), topology));
    assertEquals(Optional.empty(), CoreBinding.two(new BitSet(), topology));
  }

  @Test
  void threadsAreBoundAndSetFree() throws Exception {
    BitSet all = Cores.ofProcess();
    assumeTrue(all.cardinality() > 1, "one core, or a system that does not tell");
    CoreBinding binding = CoreBinding.ofTwo();
    List<Integer> cores = CoreBinding.two(all, Path.of("/sys/devices/system/cpu")).orElseThrow();
    try {
      binding.bind(0);
      assertEquals(cores.get(0).toString(), allowed());
      Throwable[] failure = new Throwable[1];
      Thread second =
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, e) -> failure[0] = e)
              .start(
                  () -> {
                    binding.bind(1);
                    assertEquals(cores.get(1).toString(), allowed());
                    CoreBinding.none().bind(1);
                    assertEquals(all.cardinality(), count(allowed()));
                  });
      second.join();
      assertNull(failure[0]);
    } finally {
      binding.release();
    }
    assertEquals(all.cardinality(), count(allowed()));
  }

  private void core(int number, String siblings, String cache) throws IOException {
    Path cpu = topology.resolve("cpu" + number);
    Files.createDirectories(cpu.resolve("topology"));
    Files.createDirectories(cpu.resolve("cache/index3"));
    Files.writeString(cpu.resolve("topology/thread_siblings_list"), siblings + "\n");
    Files.writeString(cpu.resolve("cache/index3/shared_cpu_list"), cache + "\n");
  }

  private static BitSet of(int... cores) {
    BitSet set = new BitSet();
    for (int core : cores) {
      set.set(core);
    }
    return set;
  }

  /** As the system sees the calling thread. */
  private static String allowed() {
    try {
      return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int count(String list) {
    int count = 0;
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", 2);
      count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
    }
    return count;
  }
}
