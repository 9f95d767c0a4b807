package org.ringbench.bench.workload;

import org.ringbench.bench.baseline.CublasEngine;
import org.ringbench.bench.baseline.GpuBaselines;
import org.ringbench.bench.baseline.Nd4jCudaEngine;
import org.ringbench.bench.baseline.Nd4jEngine;
import org.ringbench.bench.results.Names;
import org.ringbench.net.NetworkProfile;
import org.ringbench.party.Execution;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plan.Setting;
import org.ringbench.ring.RingBackends;

/**
 * How a step of training is computed.
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
   * Gets everything ready and checks the first steps.
   *
   * @throws WrongAnswerException if they are wrong
   */
  public Workload open(TrainingTask task) {
    BatchCycle cycle = task.cycle(batch);
    return switch (engine) {
      case Names.ENCRYPTED ->
          new EncryptedTraining(
              task,
              cycle,
              task.program(batch, setting),
              RingBackends.provider(backend),
              execution,
              network,
              phase);
      case Names.FIXED ->
          new FixedTraining(
              task, cycle, task.program(batch, setting), RingBackends.provider(backend));
      case Names.ND4J -> new PlainTraining<>(task, cycle, new Nd4jEngine(threadCount()));
      case Names.JAVA_FLOAT -> new PlainTraining<>(task, cycle, new FloatEngine(threadCount()));
      case Names.CUBLAS -> {
        CublasEngine gpu = GpuBaselines.cublas();
        yield new PlainTraining<>(task, cycle, gpu, gpu::synchronise);
      }
      case Names.ND4J_CUDA -> {
        Nd4jCudaEngine gpu = GpuBaselines.nd4jCuda();
        yield new PlainTraining<>(task, cycle, gpu, gpu::synchronise);
      }
      default -> throw new IllegalArgumentException("unknown engine \"" + engine + "\"");
    };
  }

  private int threadCount() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
