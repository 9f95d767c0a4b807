package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.cuda.KernelTwins.Twin;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.RowIndices;
import org.ringbench.ring.Shape;

/** The kernels of elementwise.cu, fused as they come, against the java backend. */
class ElementwiseKernelTest {
  private static final int OPERATIONS = 40;

  /** Odd and even, one word, more than a tile of bits, more than the grid's threads take. */
  private static final Shape[] SHAPES = {
    new Shape(1, 1),
    new Shape(3, 5),
    new Shape(6, 4),
    new Shape(7, 1),
    new Shape(1, 9),
    new Shape(3, 233),
    new Shape(5, 1001)
  };

  static IntStream programs() {
    return IntStream.range(0, 5 * SHAPES.length);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void equalsTheJavaBackend(int seed) {
    Program program = new Program(seed, SHAPES[seed % SHAPES.length]);
    for (int i = 0; i < OPERATIONS; i++) {
      program.step();
    }
    program.queue.flush();
    assertTrue(program.twins.kernels.launches() < OPERATIONS, "nothing was fused");
    program.words.forEach(program.twins::assertSame);
    program.rows.forEach(program.twins::assertSame);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "640, 1",
    "9000, 1",
    "64, 128",
    "1, 7",
    "3, 5",
    "300, 40",
    "1000, 10",
    "257, 32"
  })
  void sumsRows(int rows, int cols) {
    KernelTwins twins = new KernelTwins(rows + cols);
    ElementwiseQueue queue = new ElementwiseQueue(twins.kernels);
    Twin x = twins.words(new Shape(rows, cols));
    Twin acc = twins.words(Shape.row(cols));
    queue.addConstant(5, acc.device());
    twins.java.addConstant(5, acc.java());
    queue.sumRows(-3, x.device(), acc.device());
    twins.java.sumRows(-3, x.java(), acc.java());
    twins.assertSame(acc);
    assertEquals(2, twins.kernels.launches());
    // The interpreter runs blocks one after another: it would not notice plain additions.
    boolean slabs = twins.kernels.grid().y() > 1;
    Map<String, Long> opcodes = twins.kernels.counts().byOpcode();
    assertEquals(slabs, opcodes.containsKey("atom.global.add.u64"), opcodes.toString());
    assertEquals(slabs, !opcodes.containsKey("st.global.u64"), opcodes.toString());
  }

  /** Two words an access where all lie on 16 bytes, but for the last one of an odd number. */
  @ParameterizedTest
  @CsvSource({"64, 0", "65, 0", "64, 1"})
  void movesSixteenBytesAtATime(int n, int before) {
    InterpretedKernels kernels = new InterpretedKernels(n);
    ElementwiseQueue queue = new ElementwiseQueue(kernels);
    long[] words = new Random(n).longs(n).toArray();
    DeviceTensor x = kernels.tensor(Shape.row(n), before, words);
    queue.sub(x, x, x);
    queue.flush();
    assertArrayEquals(new long[n], kernels.words(x));
    Map<String, Long> opcodes = kernels.counts().byOpcode();
    for (String access : List.of("ld.global", "st.global")) {
      assertEquals(before == 0, opcodes.containsKey(access + ".v2.u64"), access);
      assertEquals(before == 1 || n == 65, opcodes.containsKey(access + ".u64"), access);
    }
    assertEquals(2L * n * Long.BYTES, kernels.counts().globalBytesLoaded());
    assertEquals((long) n * Long.BYTES, kernels.counts().globalBytesStored());
  }

  /** Random operations on a few tensors of one shape, rows of it and bit planes. */
  private static final class Program {
    final KernelTwins twins;
    final ElementwiseQueue queue;
    final List<Twin> words = new ArrayList<>();
    final List<Twin> rows = new ArrayList<>();
    final List<Twin> planes = new ArrayList<>();
    private final Random random;
    private final Shape shape;

    Program(int seed, Shape shape) {
      this.shape = shape;
      random = new Random(seed);
      twins = new KernelTwins(seed);
      queue = new ElementwiseQueue(twins.kernels);
      for (int i = 0; i < 8; i++) {
        words.add(twins.words(shape));
      }
      for (int i = 0; i < 3; i++) {
        rows.add(twins.words(Shape.row(shape.cols())));
        planes.add(twins.planes(BitPlanes.tiles(shape.size()), 1));
      }
    }

    private Twin any(List<Twin> twins) {
      return twins.get(random.nextInt(twins.size()));
    }

    private Twin otherThan(Twin one) {
      Twin other = any(words);
      while (other.equals(one)) {
        other = any(words);
      }
      return other;
    }

    void step() {
      Twin x = any(words);
      Twin y = any(words);
      Twin z = any(words);
      Twin out = any(words);
      Twin out2 = otherThan(out);
      Twin t = any(planes);
      Twin u = any(planes);
      long f = random.nextLong();
      boolean first = random.nextBoolean();
      int shift = new int[] {0, 1, 13, 40, 62}[random.nextInt(5)];
      switch (random.nextInt(17)) {
        case 0 -> {
          queue.copy(x.device(), out.device());
          twins.java.copy(x.java(), out.java());
        }
        case 1 -> {
          queue.clear(out.device());
          twins.java.clear(out.java());
        }
        case 2 -> {
          queue.add(x.device(), y.device(), out.device());
          twins.java.add(x.java(), y.java(), out.java());
        }
        case 3 -> {
          queue.sub(x.device(), y.device(), out.device());
          twins.java.sub(x.java(), y.java(), out.java());
        }
        case 4 -> {
          queue.xor(x.device(), y.device(), out.device());
          twins.java.xor(x.java(), y.java(), out.java());
        }
        case 5 -> {
          queue.axpy(f, x.device(), out.device());
          twins.java.axpy(f, x.java(), out.java());
        }
        case 6 -> {
          queue.addConstant(f, out.device());
          twins.java.addConstant(f, out.java());
        }
        case 7 -> {
          queue.hadamard(f, x.device(), y.device(), out.device());
          twins.java.hadamard(f, x.java(), y.java(), out.java());
        }
        case 8 -> {
          queue.truncate(x.device(), y.device(), z.device(), shift, first, out.device());
          twins.java.truncate(x.java(), y.java(), z.java(), shift, first, out.java());
        }
        case 9 -> {
          queue.shiftShare(out.device(), shift, first);
          twins.java.shiftShare(out.java(), shift, first);
        }
        case 10 -> {
          queue.dealTruncation(
              x.device(), y.device(), z.device(), shift, out.device(), out2.device());
          twins.java.dealTruncation(x.java(), y.java(), z.java(), shift, out.java(), out2.java());
        }
        case 11 -> {
          queue.dealBit(t.device(), u.device(), x.device(), out.device());
          twins.java.dealBit(t.java(), u.java(), x.java(), out.java());
        }
        case 12 -> {
          queue.dealSelection(
              t.device(),
              u.device(),
              x.device(),
              shift,
              y.device(),
              z.device(),
              out.device(),
              out2.device());
          twins.java.dealSelection(
              t.java(), u.java(), x.java(), shift, y.java(), z.java(), out.java(), out2.java());
        }
        case 13 -> {
          Twin top = any(words);
          queue.select(
              t.device(),
              x.device(),
              y.device(),
              z.device(),
              out2.device(),
              top.device(),
              shift,
              out.device());
          twins.java.select(
              t.java(), x.java(), y.java(), z.java(), out2.java(), top.java(), shift, out.java());
        }
        case 14 -> {
          Twin row = any(rows);
          queue.addRow(f, row.device(), out.device());
          twins.java.addRow(f, row.java(), out.java());
        }
        case 15 -> {
          int[] numbers = random.ints(shape.rows(), 0, shape.rows()).toArray();
          Twin from = otherThan(out);
          queue.gatherRows(from.device(), twins.kernels.rows(numbers), out.device());
          RowIndices indices = twins.java.rowIndices(numbers.length);
          indices.set(numbers);
          twins.java.gatherRows(from.java(), indices, out.java());
        }
        default -> {
          Twin row = any(rows);
          queue.addConstant(f, row.device());
          twins.java.addConstant(f, row.java());
        }
      }
    }
  }
}
