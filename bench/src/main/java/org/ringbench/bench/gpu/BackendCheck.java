package org.ringbench.bench.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ringbench.ring.RingBackend;

/**
 * Compares a backend with the Java backend, kernel by kernel, in words and bits. It uses the
 * backends' public face alone, so that any of them can be checked where no test suite is shipped.
 */
final class BackendCheck {
  private static final long SEED = 1;

  /**
   * What came of one kernel.
   *
   * @param kernel its name
   * @param problem what went wrong, in one line; empty where nothing did
   * @param mismatch whether the words differed: otherwise the backend refused or failed, and what
   *     comes after in its context is worth little
   * @param millis how long the kernel's cases took, on both backends
   */
  record Verdict(String kernel, Optional<String> problem, boolean mismatch, long millis) {
    boolean passed() {
      return problem.isEmpty();
    }
  }

  private final Supplier<RingBackend> tested;
  private final Supplier<RingBackend> reference;

  BackendCheck(Supplier<RingBackend> tested, Supplier<RingBackend> reference) {
    this.tested = tested;
    this.reference = reference;
  }

  /** The kernels, the smallest first. */
  static List<String> kernels() {
    return KernelCase.all().stream().map(KernelCase::kernel).toList();
  }

  /**
   * Checks kernels, each on backends of its own.
   *
   * @param first where to begin among {@link #kernels}
   * @param begin told before each
   * @param end told after each
   */
  List<Verdict> run(int first, Consumer<String> begin, Consumer<Verdict> end) {
    List<Verdict> verdicts = new ArrayList<>();
    for (KernelCase kernelCase : KernelCase.all().subList(first, kernels().size())) {
      begin.accept(kernelCase.kernel());
      Verdict verdict = check(kernelCase);
      end.accept(verdict);
      verdicts.add(verdict);
    }
    return List.copyOf(verdicts);
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a kernel does, the others are still tried
  Verdict check(KernelCase kernelCase) {
    long start = System.nanoTime();
    Optional<String> problem = Optional.empty();
    boolean mismatch = false;
    try (RingBackend mine = tested.get();
        RingBackend theirs = reference.get()) {
      kernelCase.run().accept(new Pair(mine, theirs, SEED));
    } catch (MismatchException e) {
      problem = Optional.of(e.getMessage());
      mismatch = true;
    } catch (Exception | LinkageError e) {
      problem = Optional.of(oneLine(e));
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    return new Verdict(kernelCase.kernel(), problem, mismatch, millis);
  }

  static String oneLine(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
    return message.isEmpty()
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + ": " + message;
  }
}
