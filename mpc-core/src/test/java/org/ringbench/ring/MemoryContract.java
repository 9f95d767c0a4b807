package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.ring.Twins.Twin;

/** Tensors, their buffers on the host, copies and rows. */
interface MemoryContract extends BackendUnderTest {
  @Test
  default void memory() {
    RingTensor tensor = backend().allocate(new Shape(3, 5));
    assertArrayEquals(new long[15], Twins.words(backend(), tensor));
    backend().upload(new long[] {9, 1, 2, 3, 4, 9}, 1, tensor.view(6, new Shape(2, 2)));
    long[] words = new long[17];
    backend().download(tensor, words, 2);
    assertArrayEquals(new long[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0}, words);
  }

  /** A backend may leave it to others to count; if it counts, then tensors and no views. */
  @Test
  default void tensorsAreCounted() {
    OptionalLong before = backend().tensorBytes();
    assumeTrue(before.isPresent(), backend().id() + " does not count");
    RingTensor tensor = backend().allocate(new Shape(3, 5));
    tensor.view(4, Shape.row(6));
    backend().allocate(Shape.row(1));
    assertEquals(16 * Long.BYTES, backend().tensorBytes().getAsLong() - before.getAsLong());
  }

  @Test
  default void hostBuffersReadAndFillATensor() {
    RingTensor tensor = backend().allocate(new Shape(3, 5));
    HostBuffer buffer = backend().hostBuffer(tensor.view(4, Shape.row(6)));
    for (int repeat = 0; repeat < 2; repeat++) {
      MemorySegment in = buffer.write(2);
      assertEquals(2 * Long.BYTES, in.byteSize());
      in.set(ValueLayout.JAVA_LONG, 0, 7);
      in.set(ValueLayout.JAVA_LONG, Long.BYTES, -5 - repeat);
      buffer.written(2);
      long[] expected = {0, 0, 0, 0, 7, -5 - repeat, 0, 0, 0, 0, 0, 0, 0, 0, 0};
      assertArrayEquals(expected, Twins.words(backend(), tensor));
      MemorySegment out = buffer.read(6);
      assertEquals(6 * Long.BYTES, out.byteSize());
      assertArrayEquals(
          new long[] {7, -5 - repeat, 0, 0, 0, 0}, out.toArray(ValueLayout.JAVA_LONG));
    }
  }

  @ParameterizedTest
  @MethodSource("org.ringbench.ring.RingBackendConformance#sizes")
  default void copyAndClear(int n) {
    Twin x = twins().words(Shape.row(n));
    Twin y = twins().words(Shape.row(n));
    twins().call((b, of) -> b.copy(of.apply(x), of.apply(y)));
    twins().assertSame(x, y);
    twins().call((b, of) -> b.clear(of.apply(x)));
    twins().assertSame(x, y);
  }

  @Test
  default void gatherRows() {
    Twin x = twins().words(new Shape(7, 13));
    Twin out = twins().words(new Shape(4, 13));
    twins()
        .call(
            (b, of) ->
                b.gatherRows(of.apply(x), BackendUnderTest.rows(b, 6, 0, 3, 3), of.apply(out)));
    twins().assertSame(x, out);
  }

  /** Rows that are set anew while the backend may still work with the ones before. */
  @Test
  default void rowIndicesAreReadAtTheCall() {
    Twin x = twins().words(new Shape(7, 12));
    List<Twin> outs = Stream.generate(() -> twins().words(new Shape(2, 12))).limit(5).toList();
    twins()
        .call(
            (b, of) -> {
              RowIndices rows = b.rowIndices(2);
              for (int i = 0; i < outs.size(); i++) {
                rows.set(new int[] {i, 6 - i});
                b.gatherRows(of.apply(x), rows, of.apply(outs.get(i)));
              }
            });
    twins().assertSame(outs.toArray(Twin[]::new));
  }
}
