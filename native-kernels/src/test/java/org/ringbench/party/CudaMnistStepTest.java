package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.ringbench.cuda.CudaActivity;
import org.ringbench.cuda.Emulation;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Sgd;
import org.ringbench.plan.Setting;
import org.ringbench.ring.Shape;

/** A whole step of the MNIST perceptron, 784-128-64-10 with 64 rows, on the emulated driver. */
class CudaMnistStepTest {
  private static final int BATCH = 64;

  private static final String ROW =
      "trainingStep mlp encrypted total fractionBits=16 batchSize=64 radix4 relu backend=cuda"
          + " execution=lockstep";

  /** What a party may launch in a step. */
  private static final long MOST_LAUNCHES = 80;

  /** States the launches; -Ppredict-gpu writes it. */
  private static final Path DOCUMENT = Path.of("../docs/gpu-performance.md");

  @Test
  void equalsTheJavaBackendInFewLaunches() throws IOException {
    Mlp mlp = Mlp.mnist(Mlp.Activation.RELU);
    Rows rows = new Rows(digits(mlp.features()), labels(mlp.outputs()));
    Training training = Training.of(mlp, new Sgd(0.02), Setting.of(16), rows, BATCH, 5);
    EmulatedDriver driver = Emulation.driver();
    SessionSpec onGpu = training.spec(Emulation.provider(driver)).with(Execution.LOCKSTEP);
    try (CudaActivity activity = CudaActivity.start();
        Session java = Session.open(training.spec());
        Session cuda = Session.open(onGpu)) {
      java.step(); // opens the rows
      cuda.step();
      long[] before = launches(cuda);
      LaunchBaseline.Reading start = LaunchBaseline.Reading.of(activity, driver);
      java.step();
      cuda.step();
      LaunchBaseline.Reading end = LaunchBaseline.Reading.of(activity, driver);
      long[] after = launches(cuda);
      for (String parameter : training.start().keySet()) {
        assertArrayEquals(java.revealWords(parameter), cuda.revealWords(parameter), parameter);
      }
      for (int party = 0; party < 2; party++) {
        long launches = after[party] - before[party];
        System.out.printf("party %d launches %d kernels a step%n", party, launches);
        assertTrue(launches <= MOST_LAUNCHES, () -> launches + " launches");
      }
      String stated =
          "| A100 SXM4 40 GB | MLP, batch 64 | %d / %d / "
              .formatted(after[0] - before[0], after[1] - before[1]);
      assertTrue(document().contains(stated), () -> DOCUMENT + " does not say " + stated);
      LaunchBaseline.require(ROW, end.since(start));
    }
  }

  private static String document() {
    try {
      return Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long[] launches(Session session) {
    return new long[] {
      Emulation.launches(session.party(0).backend()), Emulation.launches(session.party(1).backend())
    };
  }

  private static FloatTensor digits(int features) {
    FloatTensor x = new FloatTensor(new Shape(BATCH, features));
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = (i * 37 % 101) / 40f - 0.42f;
    }
    return x;
  }

  private static FloatTensor labels(int classes) {
    FloatTensor y = new FloatTensor(new Shape(BATCH, classes));
    for (int i = 0; i < BATCH; i++) {
      y.values()[i * classes + i % classes] = 1;
    }
    return y;
  }
}
