package org.ringbench.bench.workload;

import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;

/**
 * One program over and over on shared inputs that stay as they are; the randomness is new each
 * time.
 */
final class EncryptedKernel extends EncryptedWorkload {
  /** What the program's outputs must be, whatever the randomness was. */
  @FunctionalInterface
  interface Answer {
    /**
     * Looks at the outputs of the latest run.
     *
     * @throws WrongAnswerException if they are wrong
     */
    void check(Session session);
  }

  private final Answer answer;

  /**
   * Gets everything ready and checks the first answer.
   *
   * @throws WrongAnswerException if it is wrong
   */
  EncryptedKernel(
      Program program,
      Map<String, FloatTensor> inputs,
      RingBackendProvider backend,
      Phase phase,
      Answer answer) {
    super(session(program, inputs, backend), phase, program);
    this.answer = answer;
    try {
      answer.check(measured().session());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static SessionSpec session(
      Program program, Map<String, FloatTensor> inputs, RingBackendProvider backend) {
    return new SessionSpec(
        backend,
        program.schedule().setting().fractionBits(),
        inputs,
        List.of(),
        Runs.cycle(List.of(Run.of(program))));
  }

  @Override
  public void check() {
    answer.check(stepped());
    measured().check();
  }
}
