package org.ringbench.bench.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.bench.gpu.BackendCheck.Verdict;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.RingTensor;

class BackendCheckTest {
  /** What is no kernel of its own, or is used by every case. */
  private static final Set<String> NO_KERNEL =
      Set.of(
          "id",
          "bits",
          "allocate",
          "upload",
          "download",
          "prg",
          "close",
          "hostBuffer",
          "rowIndices",
          "isBeside",
          "copyFrom",
          "record",
          "synchronise",
          "tensorBytes");

  private static RingBackend java() {
    return RingBackends.provider("java").create();
  }

  @Test
  void javaEqualsItself() {
    List<Verdict> verdicts = run(BackendCheckTest::java);
    assertEquals(BackendCheck.kernels().size(), verdicts.size());
    for (Verdict verdict : verdicts) {
      assertTrue(verdict.passed(), verdict::toString);
    }
  }

  static Stream<String> kernels() {
    return Arrays.stream(RingBackend.class.getMethods())
        .map(Method::getName)
        .filter(name -> !NO_KERNEL.contains(name))
        .distinct()
        .sorted();
  }

  /** One bit of one word of the kernel's result is wrong: its case finds it. */
  @ParameterizedTest
  @MethodSource("kernels")
  void aBrokenKernelIsFound(String kernel) {
    KernelCase itsCase =
        KernelCase.all().stream().filter(c -> c.kernel().equals(kernel)).findFirst().orElseThrow();
    Verdict verdict =
        new BackendCheck(() -> broken(kernel, false), BackendCheckTest::java).check(itsCase);
    assertTrue(verdict.mismatch());
    String problem = verdict.problem().orElseThrow();
    assertTrue(problem.contains("words differ, the first at"), problem);
  }

  @Test
  void aKernelThatFailsLeavesTheOthersTheirTurn() {
    List<Verdict> verdicts = run(() -> broken("matmul", true));
    Verdict matmul = verdicts.getLast();
    assertEquals("matmul", matmul.kernel());
    assertFalse(matmul.mismatch());
    assertEquals("IllegalStateException: lost", matmul.problem().orElseThrow());
    assertEquals(verdicts.size() - 1, verdicts.stream().filter(Verdict::passed).count());
  }

  @Test
  void everyKernelHasItsCase() {
    Set<String> cased = new TreeSet<>(BackendCheck.kernels());
    cased.remove("upload, download");
    assertEquals(new TreeSet<>(kernels().toList()), cased);
  }

  private static List<Verdict> run(Supplier<RingBackend> tested) {
    return new BackendCheck(tested, BackendCheckTest::java).run(0, _ -> {}, _ -> {});
  }

  /** The Java backend, but for one kernel. */
  private static RingBackend broken(String kernel, boolean throwing) {
    RingBackend java = java();
    return (RingBackend)
        Proxy.newProxyInstance(
            RingBackend.class.getClassLoader(),
            new Class<?>[] {RingBackend.class},
            (_, method, arguments) -> {
              boolean here = method.getName().equals(kernel);
              if (here && throwing) {
                throw new IllegalStateException("lost");
              }
              Object result;
              try {
                result = method.invoke(java, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (here) {
                flip(java, output(arguments));
              }
              return result;
            });
  }

  /** By the interface's convention the result is the last tensor. */
  private static RingTensor output(Object[] arguments) {
    return Arrays.stream(arguments)
        .filter(RingTensor.class::isInstance)
        .map(RingTensor.class::cast)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static void flip(RingBackend backend, RingTensor tensor) {
    long[] words = new long[tensor.size()];
    backend.download(tensor, words, 0);
    words[0] ^= 1;
    backend.upload(words, 0, tensor);
  }
}
