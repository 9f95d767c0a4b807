package org.ringbench.ring;

/** What the parts of {@link RingBackendConformance} need. */
interface BackendUnderTest {
  long SEED = 20250131;

  /** A new one for each test. */
  RingBackend backend();

  /** Another one of its kind. */
  RingBackend another();

  /** The backend beside the scalar reference. */
  Twins twins();

  /** An array that is nobody else's. */
  static byte[] key() {
    return new byte[] {-128, 3, 77, 0, 0, 12, 9, -1, 127, 64, -64, 31, 5, 88, -99, 2};
  }

  static RowIndices rows(RingBackend backend, int... rows) {
    RowIndices indices = backend.rowIndices(rows.length);
    indices.set(rows);
    return indices;
  }
}
