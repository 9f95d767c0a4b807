package org.ringbench.ring;

import java.lang.foreign.MemorySegment;

/** A tensor in a Java array: {@code shape.size()} words from {@code offset} on. */
final class HeapTensor implements HostTensor {
  final long[] words;
  final int offset;

  private final Shape shape;
  private final RingBackend owner;
  private MemorySegment segment; // made when it is first asked for

  HeapTensor(RingBackend owner, Shape shape) {
    this(owner, new long[shape.size()], 0, shape);
  }

  private HeapTensor(RingBackend owner, long[] words, int offset, Shape shape) {
    this.owner = owner;
    this.words = words;
    this.offset = offset;
    this.shape = shape;
  }

  /** The tensor as what {@code owner} allocated. */
  static HeapTensor of(RingTensor tensor, RingBackend owner) {
    if (tensor instanceof HeapTensor heap && heap.owner.equals(owner)) {
      return heap;
    }
    throw new IllegalArgumentException(
        "a tensor of "
            + tensor.shape()
            + " belongs to another backend than this \""
            + owner.id()
            + "\": download it and upload it here");
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /** Whether both hold a same word. */
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  boolean overlaps(HeapTensor other) {
    return words == other.words
        && offset < other.offset + other.size()
        && other.offset < offset + size();
  }

  @Override
  public MemorySegment segment() {
    if (segment == null) {
      segment =
          MemorySegment.ofArray(words)
              .asSlice((long) offset * Long.BYTES, (long) size() * Long.BYTES);
    }
    return segment;
  }

  @Override
  public RingTensor view(int from, Shape viewed) {
    if (from < 0 || from > size() - viewed.size()) {
      throw new IllegalArgumentException(
          "view of " + viewed + " from word " + from + " leaves a tensor of " + shape);
    }
    return new HeapTensor(owner, words, offset + from, viewed);
  }
}
