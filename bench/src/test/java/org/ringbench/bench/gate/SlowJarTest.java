package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.run.Benchmark;

class SlowJarTest {
  /** The proof's jar is slower in the one method that it says, and in no other. */
  @Test
  void oneMethodOfTheBenchmarkIsWrapped() throws IOException {
    String name = Benchmark.RING_GEMM.jmhName();
    int dot = name.lastIndexOf('.');
    String type = name.substring(0, dot).replace('.', '/') + ".class";
    try (InputStream in = SlowJar.class.getClassLoader().getResourceAsStream(type)) {
      assertNotNull(in, type);
      byte[] slow = SlowJar.slow(in.readAllBytes(), name.substring(dot + 1));
      ClassFile classes = ClassFile.of();
      assertEquals(List.of(), classes.verify(slow));
      List<String> wrapped =
          classes.parse(slow).methods().stream()
              .filter(method -> method.code().isPresent())
              .filter(
                  method ->
                      method.code().get().elementStream().anyMatch(SlowJarTest::callsSlowdown))
              .map(method -> method.methodName().stringValue())
              .toList();
      assertEquals(List.of(name.substring(dot + 1)), wrapped);
    }
  }

  private static boolean callsSlowdown(Object element) {
    return element instanceof InvokeInstruction call
        && call.owner().asInternalName().endsWith("/Slowdown");
  }

  @Test
  void aTenthIsAdded() {
    long start = System.nanoTime();
    Slowdown.end(start - 1_000_000_000L);
    long added = System.nanoTime() - start;
    assertTrue(added >= 100_000_000L, "at least a tenth of a second: " + added);
  }
}
