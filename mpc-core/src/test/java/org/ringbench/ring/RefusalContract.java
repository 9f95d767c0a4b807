package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operands that do not fit, and the use of a closed backend. */
interface RefusalContract extends BackendUnderTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  default void refusesSizesThatDisagree(int other) {
    RingTensor x = backend().allocate(new Shape(2, 2));
    RingTensor y = backend().allocate(Shape.row(other));
    String shapes = assertRefused(() -> backend().add(x, y, x));
    assertTrue(shapes.contains("add") && shapes.contains("2 x 2"), shapes);
    assertRefused(() -> backend().sub(x, x, y));
    assertRefused(() -> backend().xor(y, x, x));
    assertRefused(() -> backend().axpy(1, x, y));
    assertRefused(() -> backend().hadamard(1, x, y, x));
    assertRefused(() -> backend().copy(x, y));
    assertRefused(() -> backend().addRow(1, y, x));
    assertRefused(() -> backend().sumRows(1, x, y));
    assertRefused(() -> backend().truncate(x, x, y, 3, true, x));
    assertRefused(() -> backend().dealTruncation(x, x, x, 3, x, y));
    assertRefused(() -> backend().upload(new long[4], 1, x));
    assertRefused(() -> backend().download(x, new long[3], 0));
    assertRefused(() -> x.view(2, Shape.row(other)));
    assertRefused(() -> backend().gatherRows(x, BackendUnderTest.rows(backend(), 0, 2), x));
    assertRefused(() -> backend().gatherRows(x, BackendUnderTest.rows(backend(), 0), x));
    assertRefused(
        () ->
            backend()
                .expandRows(
                    backend().prg(BackendUnderTest.key()),
                    1,
                    BackendUnderTest.rows(backend(), 0, 2, 3),
                    x));
    assertRefused(() -> backend().rowIndices(2).set(new int[other]));
    assertRefused(() -> backend().dealBit(x, x, y, y));
    assertRefused(() -> backend().prg(new byte[other]));
  }

  @Test
  default void refusesMatmulsThatDoNotFit() {
    RingTensor x = backend().allocate(new Shape(2, 3));
    RingTensor acc = backend().allocate(new Shape(2, 2));
    MatmulTerm[] terms = {new MatmulTerm(x, true, x, false)};
    assertTrue(assertRefused(() -> backend().matmul(1, terms, acc)).contains("matmul"));
    assertRefused(() -> backend().matmul(1, new MatmulTerm[0], acc));
    assertRefused(() -> new MatmulTerm(x, false, x, false));
  }

  @Test
  default void refusesPlanesThatDoNotFit() {
    ComparisonLayout layout = new ComparisonLayout(64, 4, 4);
    AndLevel level = layout.levels().getFirst();
    RingTensor c = backend().allocate(Shape.row(513));
    RingTensor small = backend().allocate(BitPlanes.shape(512, layout.dealtPlanes()));
    RingTensor pairs = backend().allocate(BitPlanes.shape(513, 2 * layout.chunks()));
    RingTensor masks = backend().allocate(BitPlanes.shape(513, level.maskPlanes()));
    assertRefused(() -> backend().compareChunks(layout, c, small, true, pairs));
    assertRefused(() -> backend().dealComparison(layout, c, small, small));
    assertRefused(() -> backend().andMask(level, pairs, masks, pairs));
    assertRefused(() -> backend().andMask(level, masks, masks, masks));
    assertRefused(() -> backend().dealAnd(level, masks, masks, masks, masks));
    assertRefused(
        () -> backend().compareChunks(new ComparisonLayout(8, 4, 4), c, small, true, pairs));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 63, 64})
  default void refusesShifts(int shift) {
    RingTensor x = backend().allocate(Shape.row(8));
    assertRefused(() -> backend().truncate(x, x, x, shift, true, x));
    assertRefused(() -> backend().dealTruncation(x, x, x, shift, x, x));
    assertRefused(() -> backend().shiftShare(x, shift, true));
  }

  @Test
  default void refusesTensorsOfAnotherBackend() {
    RingTensor own = backend().allocate(Shape.row(8));
    try (RingBackend another = another()) {
      RingTensor foreign = another.allocate(Shape.row(8));
      assertRefused(() -> backend().copy(foreign, own));
      assertRefused(() -> backend().add(own, own, foreign));
    }
  }

  @Test
  default void refusesUseAfterClose() {
    RingTensor x = backend().allocate(Shape.row(8));
    RingBackend.Prg prg = backend().prg(BackendUnderTest.key());
    backend().close();
    backend().close();
    assertThrows(IllegalStateException.class, () -> backend().allocate(Shape.row(1)));
    assertThrows(IllegalStateException.class, () -> backend().prg(BackendUnderTest.key()));
    assertThrows(IllegalStateException.class, () -> backend().add(x, x, x));
    assertThrows(IllegalStateException.class, () -> backend().expand(prg, 0, 0, x));
    assertThrows(IllegalStateException.class, () -> backend().download(x, new long[8], 0));
    MatmulTerm[] terms = {new MatmulTerm(x, false, x, true)};
    RingTensor acc = x.view(0, Shape.row(1));
    assertThrows(IllegalStateException.class, () -> backend().matmul(1, terms, acc));
  }

  private static String assertRefused(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
