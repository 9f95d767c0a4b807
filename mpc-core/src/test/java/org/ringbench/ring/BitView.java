package org.ringbench.ring;

/** One bit of one element at a time of a tensor of {@code planes} bit planes. */
record BitView(HeapTensor tensor, int planes) {
  int get(int plane, int element) {
    return (int) (tensor.words[word(plane, element)] >>> bit(element)) & 1;
  }

  void put(int plane, int element, int value) {
    int word = word(plane, element);
    long one = 1L << bit(element);
    tensor.words[word] = value == 1 ? tensor.words[word] | one : tensor.words[word] & ~one;
  }

  private int word(int plane, int element) {
    int tile = element / BitPlanes.TILE;
    return tensor.offset + (tile * planes + plane) * BitPlanes.LANES + element % BitPlanes.LANES;
  }

  private static int bit(int element) {
    return element % BitPlanes.TILE / BitPlanes.LANES;
  }
}
