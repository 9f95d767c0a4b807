package org.ringbench.cuda.performance;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ringbench.cuda.Emulation;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.emulator.GpuModel;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Model;
import org.ringbench.nn.Sgd;
import org.ringbench.party.Execution;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** What the emulated GPU is made to do. */
final class Workloads {
  /** The system property that picks the form of a matrix product. */
  private static final String GEMM = "ringbench.cuda.gemm";

  private Workloads() {}

  /** What a step of both parties and the dealer launches on one GPU, once its rows are open. */
  static List<DeviceLog.Entry> step(Model model, int batch, GpuModel gpu) {
    FloatTensor features = values(new Shape(batch, model.features()));
    Rows rows = new Rows(features, values(new Shape(batch, model.outputs())));
    Sgd sgd = new Sgd(0.02);
    Setting setting = Setting.of(16).with(Setting.Comparison.RADIX4);
    Program program = Program.of(Lowering.lower(model.training(batch, sgd), setting));
    Run run = new Run(program, 0, IntStream.range(0, batch).toArray());
    DeviceLog log = new DeviceLog(gpu);
    SessionSpec spec =
        new SessionSpec(
                Emulation.provider(log.driver()),
                setting.fractionBits(),
                model.initialState(3, sgd),
                List.of(rows),
                Runs.cycle(List.of(run)))
            .with(Seeds.insecure(5))
            .with(Execution.LOCKSTEP);
    try (Session session = Session.open(spec)) {
      session.step(); // opens the rows
      log.take();
      session.step();
      return log.take();
    }
  }

  /** The MNIST perceptron, 784-128-64-10. */
  static Model mlp() {
    return Mlp.mnist(Mlp.Activation.RELU);
  }

  /** A linear regression on 64 features. */
  static Model regression() {
    return new LinearRegression(64);
  }

  /** The launches of a product of m x k by k x n words. */
  static List<DeviceLog.Launched> product(
      String form, boolean tx, boolean ty, int m, int k, int n, GpuModel gpu) {
    DeviceLog log = new DeviceLog(gpu);
    String before = System.getProperty(GEMM, "auto");
    System.setProperty(GEMM, form);
    try (RingBackend backend = Emulation.provider(log.driver()).create()) {
      RingTensor x = filled(backend, tx ? new Shape(k, m) : new Shape(m, k));
      RingTensor y = filled(backend, ty ? new Shape(n, k) : new Shape(k, n));
      RingTensor acc = backend.allocate(new Shape(m, n));
      backend.synchronise();
      log.take();
      backend.matmul(1, new MatmulTerm[] {new MatmulTerm(x, tx, y, ty)}, acc);
      backend.synchronise();
      return launches(log.take());
    } finally {
      System.setProperty(GEMM, before);
    }
  }

  /** One launch of each elementwise kernel of the plaintext step, on so many floats. */
  static List<DeviceLog.Launched> plain(int count, GpuModel gpu) {
    DeviceLog log = new DeviceLog(gpu);
    CudaDriver driver = log.driver();
    long context = driver.retainContext(0);
    driver.makeCurrent(context);
    long module = driver.loadModule(Emulation.ptx("plain_float"));
    long stream = driver.createStream();
    long bytes = (long) count * Float.BYTES;
    long floats = driver.allocate(3 * bytes);
    driver.clear(floats, 3 * bytes, stream);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameters = arena.allocate(40, 8);
      for (int i = 0; i < 3; i++) {
        parameters.set(ValueLayout.JAVA_LONG, 8L * i, floats + i * bytes);
      }
      parameters.set(ValueLayout.JAVA_INT, 24, count);
      parameters.set(ValueLayout.JAVA_INT, 28, 128);
      CudaDriver.Grid grid = new CudaDriver.Grid(8 * gpu.multiprocessors(), 1, 1, 256);
      for (String kernel : List.of("add", "sub", "multiply", "sign", "scale", "axpy", "add_row")) {
        driver.launch(driver.function(module, "plain_" + kernel), grid, 0, stream, parameters);
      }
    }
    driver.free(floats);
    driver.destroyStream(stream);
    driver.unloadModule(module);
    driver.releaseContext(0);
    return launches(log.take());
  }

  static List<DeviceLog.Launched> launches(List<DeviceLog.Entry> entries) {
    List<DeviceLog.Launched> launches = new ArrayList<>();
    for (DeviceLog.Entry entry : entries) {
      if (entry instanceof DeviceLog.Launched launched) {
        launches.add(launched);
      }
    }
    return launches;
  }

  private static RingTensor filled(RingBackend backend, Shape shape) {
    RingTensor tensor = backend.allocate(shape);
    long[] words = new long[shape.size()];
    Arrays.setAll(words, i -> (i + 1) * 0x9E3779B97F4A7C15L);
    backend.upload(words, 0, tensor);
    return tensor;
  }

  private static FloatTensor values(Shape shape) {
    FloatTensor x = new FloatTensor(shape);
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = (i * 37 % 101) / 40f - 0.42f;
    }
    return x;
  }
}
