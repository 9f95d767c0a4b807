package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.ptx.DeviceMemory;
import org.ringbench.ptx.Interpreter;
import org.ringbench.ptx.LaunchCounts;
import org.ringbench.ptx.WarpOrder;

/** The kernels of plain_float.cu against Java's floats, bit for bit. */
class PlainFloatKernelTest {
  private static final int ARGUMENT_BYTES = 40;
  private static final float FACTOR = -0.37f;
  private static final int COLS = 7;

  private static final float[] EDGES = {
    0f,
    -0f,
    1f,
    -1f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  /** What a kernel gives for an element. */
  private interface Operation {
    float of(float x, float y);
  }

  private static Operation operation(String kernel) {
    return switch (kernel) {
      case "plain_add", "plain_add_row" -> (x, y) -> x + y;
      case "plain_sub" -> (x, y) -> x - y;
      case "plain_multiply" -> (x, y) -> x * y;
      case "plain_sign" -> (x, _) -> x >= 0 ? 1 : 0;
      case "plain_scale" -> (x, _) -> FACTOR * x;
      case "plain_axpy" -> (x, y) -> Math.fma(FACTOR, x, y); // the compiler joins them
      default -> throw new IllegalArgumentException(kernel);
    };
  }

  /** Less than a block, its end within a warp, and more than the grid's threads at once. */
  static Stream<Arguments> launches() {
    return PtxUnderTest.committed().stream()
        .filter(module -> module.name().equals("plain_float"))
        .flatMap(module -> module.kernels().stream())
        .flatMap(kernel -> Stream.of(1, 45, 301).map(n -> Arguments.of(kernel.name(), n)));
  }

  @ParameterizedTest
  @MethodSource("launches")
  void equalsJava(String kernel, int count) {
    Random random = new Random(count);
    boolean byRow = kernel.equals("plain_add_row");
    float[] x = values(random, count);
    float[] y = values(random, byRow ? COLS : count);
    DeviceMemory memory = new DeviceMemory();
    long out = memory.allocate((long) count * Float.BYTES);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(ARGUMENT_BYTES, Long.BYTES);
      arguments.set(ValueLayout.JAVA_LONG, 0, upload(memory, x));
      arguments.set(ValueLayout.JAVA_LONG, 8, upload(memory, y));
      arguments.set(ValueLayout.JAVA_LONG, 16, out);
      arguments.set(ValueLayout.JAVA_INT, 24, count);
      arguments.set(ValueLayout.JAVA_INT, 28, COLS);
      arguments.set(ValueLayout.JAVA_FLOAT, 32, FACTOR);
      LaunchCounts counts =
          new Interpreter(memory, Emulation.options(WarpOrder.SEEDED, count))
              .run(PtxUnderTest.kernel(kernel), 2, 1, 1, 64, 0, arguments);
      assertEquals((long) count * Float.BYTES, counts.globalBytesStored(), "each element once");
    }
    float[] actual = new float[count];
    memory.read(out, MemorySegment.ofArray(actual));
    for (int i = 0; i < count; i++) {
      float expected = operation(kernel).of(x[i], y[byRow ? i % COLS : i]);
      // All NaNs are one: which bits an operation gives them is no one's business.
      assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual[i]), "element " + i);
    }
  }

  private static long upload(DeviceMemory memory, float[] values) {
    long address = memory.allocate((long) values.length * Float.BYTES);
    memory.write(address, MemorySegment.ofArray(values));
    return address;
  }

  private static float[] values(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          random.nextInt(5) == 0
              ? EDGES[random.nextInt(EDGES.length)]
              : (float) random.nextGaussian();
    }
    return values;
  }
}
