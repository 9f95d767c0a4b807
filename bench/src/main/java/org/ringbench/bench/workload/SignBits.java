package org.ringbench.bench.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Comparison;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;

/**
 * The bits [x >= 0] of a shared vector, shared by XOR: a comparison without the selection that a
 * ReLU ends with. The opening of x under a mask, which every comparison starts from, is part of it.
 */
public final class SignBits {
  private SignBits() {}

  /**
   * Gets everything ready and checks the first answer.
   *
   * @throws org.ringbench.plan.RangeException if the ring cannot hold the values
   * @throws WrongAnswerException if the answer is wrong
   */
  public static Workload open(
      int elements, Setting setting, RingBackendProvider backend, Phase phase) {
    Program program = program(elements, setting);
    Comparison comparison =
        program.protocols().stream()
            .filter(Comparison.class::isInstance)
            .map(Comparison.class::cast)
            .findFirst()
            .orElseThrow();
    FloatTensor x = SignedVector.of(elements);
    long[] words = SignedVector.words(x, setting);
    return new EncryptedKernel(
        program,
        Map.of(SignedVector.NAME, x),
        backend,
        phase,
        session -> {
          boolean[] bits = session.revealBits(program, comparison);
          for (int i = 0; i < words.length; i++) {
            if (bits[i] != (words[i] >= 0)) {
              throw new WrongAnswerException("bit %d of the comparison is wrong".formatted(i));
            }
          }
        });
  }

  /**
   * The beginning of the ReLU's schedule, up to the shared bits.
   *
   * @throws org.ringbench.plan.RangeException if the ring cannot hold the values
   */
  public static Program program(int elements, Setting setting) {
    Schedule relu = Relu.program(elements, setting).schedule();
    List<Step> steps =
        relu.steps().stream()
            .filter(step -> step instanceof Step.Truncate || step instanceof Step.Compare)
            .toList();
    Step.Compare compare = relu.steps(Step.Compare.class).getFirst();
    return Program.of(
        new Schedule(
            relu.plan() + ", the bits alone",
            setting,
            relu.reducedBits(),
            relu.values(),
            steps,
            relu.inputs(),
            new LinkedHashMap<>(),
            compare.round() + compare.levels() - 1));
  }
}
