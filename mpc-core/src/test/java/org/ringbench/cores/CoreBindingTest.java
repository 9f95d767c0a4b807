package org.ringbench.cores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreBindingTest {
  @TempDir Path topology;

  @Test
  void aSiblingOfTheFirstIsNoSecondCore() throws IOException {
    core(0, "0,4", "0-1,4-5");
    core(1, "1,5", "0-1,4-5");
    assertEquals(List.of(0, 1), CoreBinding.cores(of(0, 1, 4, 5), topology));
    assertEquals(List.of(0, 5), CoreBinding.cores(of(0, 4, 5), topology));
    assertEquals(List.of(0), CoreBinding.cores(of(0, 4), topology));
  }

  @Test
  void coresOfTheSameCacheComeFirst() throws IOException {
    core(2, "2-3", "2-3,8-9");
    core(8, "8-9", "2-3,8-9");
    assertEquals(List.of(2, 8, 5), CoreBinding.cores(of(2, 3, 5, 8, 9), topology));
    assertEquals(List.of(2, 5), CoreBinding.cores(of(2, 3, 5), topology));
  }

  @Test
  void secondHardwareThreadsComeAfterAllCores() throws IOException {
    core(0, "0,2", "0-3");
    core(1, "1,3", "0-3");
    assertEquals(List.of(0, 1, 2, 3), CoreBinding.processors(of(0, 1, 2, 3), topology));
  }

  @Test
  void withoutATopologyEachIsACore() {
    assertEquals(List.of(1, 3), CoreBinding.cores(of(1, 3), topology));
    assertEquals(List.of(1), CoreBinding.cores(of(1), topology));
    assertEquals(List.of(), CoreBinding.cores(new BitSet(), topology));
  }

  @Test
  void moreThreadsThanThereAreCoresAreNotBound() {
    int many = Cores.ofProcess().cardinality() + 1;
    assertEquals("not bound", CoreBinding.onCores(many).describe());
    assertEquals("not bound", CoreBinding.onProcessors(many).describe());
    assertEquals("not bound", CoreBinding.onProcessors(1).describe());
  }

  @Test
  void threadsAreBoundAndSetFree() throws Exception {
    BitSet all = Cores.ofProcess();
    assumeTrue(all.cardinality() > 1, "one core, or a system that does not tell");
    List<Integer> cores = CoreBinding.processors(all, Path.of("/sys/devices/system/cpu"));
    CoreBinding binding = CoreBinding.onProcessors(2);
    assertEquals(cores.get(0) + " and " + cores.get(1), binding.describe());
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

  @Test
  void whatIsStartedElsewhereIsBornOnTheOtherCores() throws Exception {
    BitSet all = Cores.ofProcess();
    assumeTrue(all.cardinality() > 1, "one core, or a system that does not tell");
    List<Integer> cores = CoreBinding.processors(all, Path.of("/sys/devices/system/cpu"));
    CoreBinding binding = CoreBinding.onProcessors(2);
    CompletableFuture<String> born = new CompletableFuture<>();
    binding.bindThoseOf(() -> Thread.ofPlatform().start(() -> born.complete(allowed())));
    assertEquals(cores.get(1).toString(), born.get(10, TimeUnit.SECONDS));
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
