package org.ringbench.bench.workload;

import java.util.Map;
import org.ringbench.bench.results.Names;
import org.ringbench.data.FloatTensor;
import org.ringbench.net.NetworkProfile;
import org.ringbench.party.Execution;
import org.ringbench.party.SessionSpec;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackends;

/**
 * How a step of training, or the evaluation of a batch, is computed.
 *
 * @param engine as the results file names it
 * @param phase of an encrypted step
 * @param batch rows a step
 * @param setting of the fixed-point engines
 * @param backend of the ring
 * @param execution of an encrypted step
 * @param network between the parties of an encrypted step
 * @param threads of a plaintext engine; 0 stands for all cores
 */
public record TrainingStep(
    String engine,
    Phase phase,
    int batch,
    Setting setting,
    String backend,
    Execution execution,
    NetworkProfile network,
    int threads) {
  /** The default protocols with this comparison. */
  public static Setting setting(int fractionBits, String comparison) {
    return Setting.of(fractionBits)
        .with(
            switch (comparison) {
              case "radix4" -> Setting.Comparison.RADIX4;
              case "radix2" -> Setting.Comparison.RADIX2;
              default ->
                  throw new IllegalArgumentException(
                      "comparison \"" + comparison + "\": expected radix4 or radix2");
            });
  }

  /**
   * Gets everything ready, and checks the first steps of encrypted training.
   *
   * @throws WrongAnswerException if they are wrong
   */
  public Workload open(TrainingTask task) {
    BatchCycle cycle = task.cycle(batch);
    return switch (engine) {
      case Names.ENCRYPTED -> {
        Program program = task.program(batch, setting);
        yield new EncryptedTraining(session(cycle, task.start(), program), phase, program, cycle);
      }
      case Names.FIXED ->
          new FixedTraining(
              task, cycle, task.program(batch, setting), RingBackends.provider(backend));
      default -> plain(task, cycle, Baseline.of(engine, threads));
    };
  }

  /**
   * As {@link #open}, for predictions on the task's test rows by weights of one epoch.
   *
   * @throws WrongAnswerException if the first predictions are wrong
   */
  public Workload openEvaluation(TrainingTask task) {
    BatchCycle cycle = task.testCycle(batch);
    Map<String, FloatTensor> weights = task.weights();
    Plan plan = task.model().forward(batch);
    return switch (engine) {
      case Names.ENCRYPTED -> {
        Program program = task.evaluation(batch, setting);
        yield new EncryptedEvaluation(session(cycle, weights, program), phase, program, cycle);
      }
      case Names.FIXED ->
          new FixedEvaluation(
              weights,
              cycle,
              plan,
              task.evaluation(batch, setting),
              RingBackends.provider(backend));
      default -> plainEvaluation(weights, cycle, plan, Baseline.of(engine, threads));
    };
  }

  private SessionSpec session(
      BatchCycle cycle, Map<String, FloatTensor> parameters, Program program) {
    return cycle
        .session(RingBackends.provider(backend), parameters, program)
        .with(execution)
        .with(network);
  }

  private static <T> Workload plainEvaluation(
      Map<String, FloatTensor> weights, BatchCycle cycle, Plan plan, Baseline<T> baseline) {
    return new PlainEvaluation<>(weights, cycle, plan, baseline);
  }

  private static <T> Workload plain(TrainingTask task, BatchCycle cycle, Baseline<T> baseline) {
    return new PlainTraining<>(task, cycle, baseline);
  }
}
