package org.ringbench.ring;

import java.util.List;
import java.util.OptionalLong;

/**
 * The kernels over the ring Z_2^bits that the protocols call. Words are two's complement; {@code p}
 * is the slack bit {@code bits - 2} and {@code i} the party's number.
 *
 * <p>Shapes of operands must agree as each kernel says, or {@link IllegalArgumentException} is
 * thrown. Unless a kernel says otherwise, an output may be the same tensor as an elementwise input,
 * but must not overlap it partly. A backend is used by one thread at a time. Kernels may return
 * before they are done: what reads their results waits for them. Every backend gives the same
 * words, bit for bit: the conformance suite compares them with a scalar reference.
 */
public interface RingBackend extends AutoCloseable {
  /** The provider's id. */
  String id();

  /** Bits of the ring: 64, or fewer in the scalar reference. */
  int bits();

  // Memory.

  /** A tensor of zeros that lives until the backend is closed. */
  RingTensor allocate(Shape shape);

  /**
   * Bytes of all tensors so far, which is also their peak: they live until the backend is closed.
   * Empty where nobody counts.
   */
  default OptionalLong tensorBytes() {
    return OptionalLong.empty();
  }

  /** Copies {@code dst.size()} words from {@code src}, starting at {@code from}. */
  void upload(long[] src, int from, RingTensor dst);

  /** Copies {@code src.size()} words to {@code dst}, starting at {@code to}. */
  void download(RingTensor src, long[] dst, int to);

  /** The tensor as host memory, for a link. */
  default HostBuffer hostBuffer(RingTensor tensor) {
    return new StagedBuffer(this, tensor);
  }

  /** Copies {@code src} to {@code dst} of the same size. */
  void copy(RingTensor src, RingTensor dst);

  /** Sets every word to zero. */
  void clear(RingTensor out);

  /** {@code count} row numbers, all 0, for the kernels of this backend. */
  RowIndices rowIndices(int count);

  /** Row {@code i} of {@code out} becomes row {@code rows.row(i)} of {@code x}. */
  void gatherRows(RingTensor x, RowIndices rows, RingTensor out);

  // Randomness.

  /** AES-128 under {@code key} (16 bytes), to be expanded by this backend. */
  Prg prg(byte[] key);

  /**
   * Words {@code 2j} and {@code 2j + 1} become the low and the high half of AES-128 of the block
   * that holds {@code firstBlock + j} in its low and {@code stream} in its high 64 bits, all
   * little-endian; on a ring of fewer bits, the low bits of each.
   */
  void expand(Prg prg, long stream, long firstBlock, RingTensor out);

  /**
   * Row {@code i} of {@code out} becomes the words of {@code stream} that belong to row {@code r =
   * rows.row(i)}, as {@link #expand} gives them from block {@code r * ceil(cols / 2)} on; where r
   * is negative the row stays as it is.
   */
  void expandRows(Prg prg, long stream, RowIndices rows, RingTensor out);

  // Ring arithmetic; sizes must agree.

  /** out = x + y. */
  void add(RingTensor x, RingTensor y, RingTensor out);

  /** out = x - y. */
  void sub(RingTensor x, RingTensor y, RingTensor out);

  /** acc += factor * x. */
  void axpy(long factor, RingTensor x, RingTensor acc);

  /** Every word of acc += constant. */
  void addConstant(long constant, RingTensor acc);

  /** Every row of acc += factor * row. */
  void addRow(long factor, RingTensor row, RingTensor acc);

  /** acc (one row) += factor * the sum of the rows of x. */
  void sumRows(long factor, RingTensor x, RingTensor acc);

  /** acc += factor * x * y, elementwise. */
  void hadamard(long factor, RingTensor x, RingTensor y, RingTensor acc);

  /**
   * acc += factor * the sum of the terms' products: one multiplication over the terms' concatenated
   * inner dimensions. {@code acc} overlaps no operand.
   */
  void matmul(long factor, MatmulTerm[] terms, RingTensor acc);

  // Truncation by shift bits with one bit of slack: DESIGN of the protocol in protocol.Truncation.

  /**
   * {@code y = [i = 0]((c >>> shift) - 2^(p - shift)) - high + (1 - msb c) * (top << (bits -
   * shift))}, the last term 0 for shift 0.
   *
   * @param c the opened value
   * @param high this party's share of r >>> shift
   * @param top this party's share of msb r modulo 2^shift
   */
  void truncate(
      RingTensor c, RingTensor high, RingTensor top, int shift, boolean firstParty, RingTensor y);

  /**
   * SecureML's local truncation of a share in place: an arithmetic shift by {@code shift} at party
   * 0, at party 1 that of the negative, negated.
   */
  void shiftShare(RingTensor share, int shift, boolean firstParty);

  /**
   * Party 1's halves: high1 = (r >>> shift) - high0 and top1 = msb r - top0, the latter reduced
   * modulo 2^shift.
   */
  void dealTruncation(
      RingTensor r,
      RingTensor high0,
      RingTensor top0,
      int shift,
      RingTensor high1,
      RingTensor top1);

  // Comparison, on bit planes.

  /** out = x xor y, word by word. */
  void xor(RingTensor x, RingTensor y, RingTensor out);

  /**
   * XOR shares of the pairs (lt, eq) of every chunk: {@code v < chunk} and {@code v = chunk} for
   * the chunks v of the public c.
   *
   * @param dealt this party's share of the planes of r, {@code layout.dealtPlanes()} a tile
   * @param firstParty adds the constants
   * @param pairs {@code 2 * layout.chunks()} planes a tile
   */
  void compareChunks(
      ComparisonLayout layout,
      RingTensor c,
      RingTensor dealt,
      boolean firstParty,
      RingTensor pairs);

  /** Every opened variable of the level xor its mask bit: {@code level.maskPlanes()} a tile. */
  void andMask(AndLevel level, RingTensor pairs, RingTensor masks, RingTensor out);

  /**
   * XOR shares of the next level's pairs; the eq plane of the lowest group becomes zero.
   *
   * @param pairs the level's pairs (the highest lt of a group is not opened)
   * @param opened the opened variables
   * @param masks this party's shares of the mask bits
   * @param products this party's shares of their products
   * @param firstParty adds the public products
   * @param next {@code 2 * level.groups()} planes a tile
   */
  void andCombine(
      AndLevel level,
      RingTensor pairs,
      RingTensor opened,
      RingTensor masks,
      RingTensor products,
      boolean firstParty,
      RingTensor next);

  /**
   * XOR share of [z >= 0] = bit p of c ^ bit p of r ^ lt.
   *
   * @param last the pair that left the tree, two planes
   * @param bit one plane
   */
  void signBit(
      ComparisonLayout layout,
      RingTensor c,
      RingTensor dealt,
      RingTensor last,
      boolean firstParty,
      RingTensor bit);

  /** dealt1 = (the planes of r) xor dealt0. */
  void dealComparison(ComparisonLayout layout, RingTensor r, RingTensor dealt0, RingTensor dealt1);

  /** products1 = (the products of masks0 xor masks1) xor products0. */
  void dealAnd(
      AndLevel level,
      RingTensor masks0,
      RingTensor masks1,
      RingTensor products0,
      RingTensor products1);

  // Selection by a bit.

  /** arith1 = (m0 xor m1 as a ring element, 0 or 1) - arith0; m0 and m1 are one plane each. */
  void dealBit(RingTensor m0, RingTensor m1, RingTensor arith0, RingTensor arith1);

  /**
   * With m = m0 xor m1: high1 = m * (r >>> shift) - high0, and top1 = m * msb r - top0 modulo
   * 2^shift.
   */
  void dealSelection(
      RingTensor m0,
      RingTensor m1,
      RingTensor r,
      int shift,
      RingTensor high0,
      RingTensor top0,
      RingTensor high1,
      RingTensor top1);

  /**
   * out = t * y + (1 - 2t) * my for the public bit t = b xor m, where {@code my = ((c >>> shift) -
   * 2^(p - shift)) * m - high + (1 - msb c) * (top << (bits - shift))} is this party's share of m *
   * y.
   *
   * @param t one plane
   * @param y this party's share of the truncated value
   * @param c the opening of its truncation
   * @param m this party's arithmetic share of the bit m
   * @param high this party's share of m * (r >>> shift)
   * @param top this party's share of m * msb r modulo 2^shift
   */
  void select(
      RingTensor t,
      RingTensor y,
      RingTensor c,
      RingTensor m,
      RingTensor high,
      RingTensor top,
      int shift,
      RingTensor out);

  // Backends beside each other.

  /** Whether tensors of {@code peer} can be copied here without the host: one device holds both. */
  default boolean isBeside(RingBackend peer) {
    return false;
  }

  /**
   * Copies words of a backend beside this one, in order with what both have been asked for.
   *
   * @throws UnsupportedOperationException if it is not beside this one
   */
  default void copyFrom(RingBackend peer, RingTensor src, RingTensor dst) {
    throw new UnsupportedOperationException(
        "the " + id() + " backend copies nothing from a backend of another device");
  }

  /**
   * Records what {@code work} asks of this backend and of those beside it; nothing of it runs yet.
   * In it nothing may be allocated, uploaded or downloaded but {@link RowIndices}.
   *
   * @throws UnsupportedOperationException if this backend cannot
   */
  default Recording record(List<RingBackend> beside, Runnable work) {
    throw new UnsupportedOperationException("the " + id() + " backend records nothing");
  }

  /** Waits until all that was asked for is done. */
  default void synchronise() {}

  /** An expandable key; made by the backend that uses it. */
  interface Prg {}

  /** Frees all memory; a later call throws {@link IllegalStateException}. */
  @Override
  void close();
}
