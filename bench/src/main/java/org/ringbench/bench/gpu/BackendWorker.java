package org.ringbench.bench.gpu;

import java.io.PrintStream;
import java.util.function.Supplier;
import org.ringbench.bench.gpu.BackendCheck.Verdict;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackends;

/**
 * The backend check in a JVM of its own: a kernel that breaks the GPU's context, or the process,
 * takes no other kernel with it. It prints a line before and one after each kernel, tabs between
 * the words, and stops after the first that fails otherwise than by wrong words.
 */
final class BackendWorker {
  static final String BEGIN = "begin";
  static final String PASSED = "passed";
  static final String WRONG = "wrong";
  static final String BROKEN = "broken";

  private BackendWorker() {}

  /** Takes the backend's id and the number of the first kernel. */
  public static void main(String[] arguments) {
    Supplier<RingBackend> tested = () -> RingBackends.provider(arguments[0]).create();
    boolean passed = run(tested, Integer.parseInt(arguments[1]), System.out);
    System.exit(passed ? 0 : 1);
  }

  /** Whether every kernel passed. */
  static boolean run(Supplier<RingBackend> tested, int first, PrintStream out) {
    BackendCheck check = new BackendCheck(tested, () -> RingBackends.provider("java").create());
    boolean passed = true;
    for (int i = first; i < BackendCheck.kernels().size(); i++) {
      KernelCase kernelCase = KernelCase.all().get(i);
      print(out, BEGIN, kernelCase.kernel(), "", 0);
      Verdict verdict = check.check(kernelCase);
      passed &= verdict.passed();
      String status = verdict.passed() ? PASSED : verdict.mismatch() ? WRONG : BROKEN;
      print(out, status, verdict.kernel(), verdict.problem().orElse(""), verdict.millis());
      if (status.equals(BROKEN)) {
        return false;
      }
    }
    return passed;
  }

  private static void print(
      PrintStream out, String status, String kernel, String problem, long millis) {
    out.println(String.join("\t", status, kernel, String.valueOf(millis), problem));
    out.flush();
  }
}
