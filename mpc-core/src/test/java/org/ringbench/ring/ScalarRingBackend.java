package org.ringbench.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The reference: every kernel as its formula says, one element and one bit at a time, over a ring
 * of 4 to 64 bits.
 *
 * <p>Ring words are held unsigned, reduced modulo 2^bits: kernels reduce what they read and what
 * they write. Words of bit planes hold 64 elements on every ring, so {@code upload}, {@code copy}
 * and {@code xor} move all 64 bits.
 */
public class ScalarRingBackend implements RingBackend {
  private static final int BATCH_BLOCKS = 1024;

  private final int bits;
  private final ScalarRing ring;
  private final ScalarTruncation truncation;
  private final ScalarComparison comparison;
  private boolean closed;

  /** A reference over a ring of that many bits. */
  public ScalarRingBackend(int bits) {
    if (bits < 4 || bits > 64) {
      throw new IllegalArgumentException("ring of " + bits + " bits: expected 4 to 64");
    }
    this.bits = bits;
    ring = new ScalarRing(bits);
    truncation = new ScalarTruncation(ring);
    comparison = new ScalarComparison(ring);
  }

  private record AesKey(Cipher cipher) implements Prg {}

  @Override
  public String id() {
    return "scalar";
  }

  @Override
  public int bits() {
    return bits;
  }

  @Override
  public RingTensor allocate(Shape shape) {
    requireOpen();
    return new HeapTensor(this, shape);
  }

  @Override
  public void upload(long[] src, int from, RingTensor dst) {
    HeapTensor out = heap(dst);
    KernelShapes.range("upload", dst, src.length, from);
    System.arraycopy(src, from, out.words, out.offset, out.size());
  }

  @Override
  public void download(RingTensor src, long[] dst, int to) {
    HeapTensor in = heap(src);
    KernelShapes.range("download", src, dst.length, to);
    System.arraycopy(in.words, in.offset, dst, to, in.size());
  }

  @Override
  public void copy(RingTensor src, RingTensor dst) {
    KernelShapes.same("copy", src, dst);
    HeapTensor in = heap(src);
    HeapTensor out = heap(dst);
    System.arraycopy(in.words, in.offset, out.words, out.offset, in.size());
  }

  @Override
  public void clear(RingTensor out) {
    HeapTensor z = heap(out);
    for (int i = 0; i < z.size(); i++) {
      ring.put(z, i, 0);
    }
  }

  @Override
  public RowIndices rowIndices(int count) {
    requireOpen();
    return new RowIndices(count);
  }

  @Override
  public void gatherRows(RingTensor x, RowIndices rows, RingTensor out) {
    KernelShapes.gather(x, rows, out);
    HeapTensor in = heap(x);
    HeapTensor z = heap(out);
    int cols = x.shape().cols();
    for (int i = 0; i < rows.count(); i++) {
      for (int j = 0; j < cols; j++) {
        ring.put(z, i * cols + j, ring.get(in, rows.row(i) * cols + j));
      }
    }
  }

  @Override
  public Prg prg(byte[] key) {
    requireOpen();
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return new AesKey(cipher);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no AES-128 key", e);
    }
  }

  @Override
  public void expand(Prg prg, long stream, long firstBlock, RingTensor out) {
    HeapTensor z = heap(out);
    Cipher cipher = ((AesKey) prg).cipher();
    ByteBuffer blocks = ByteBuffer.allocate(16 * BATCH_BLOCKS).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < z.size(); i += 2 * BATCH_BLOCKS) {
      blocks.clear();
      for (int j = 0; j < BATCH_BLOCKS; j++) {
        blocks.putLong(firstBlock + i / 2 + j).putLong(stream);
      }
      ByteBuffer words =
          ByteBuffer.wrap(cipher.update(blocks.array())).order(ByteOrder.LITTLE_ENDIAN);
      for (int w = i; w < Math.min(i + 2 * BATCH_BLOCKS, z.size()); w++) {
        ring.put(z, w, words.getLong());
      }
    }
  }

  @Override
  public void expandRows(Prg prg, long stream, RowIndices rows, RingTensor out) {
    KernelShapes.expandRows(rows, out);
    int cols = out.shape().cols();
    for (int i = 0; i < rows.count(); i++) {
      long row = rows.row(i);
      if (row >= 0) {
        expand(prg, stream, row * ((cols + 1) / 2), out.view(i * cols, Shape.row(cols)));
      }
    }
  }

  @Override
  public void add(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("add", x, y, out);
    HeapTensor a = heap(x);
    HeapTensor b = heap(y);
    HeapTensor z = heap(out);
    for (int i = 0; i < z.size(); i++) {
      ring.put(z, i, ring.get(a, i) + ring.get(b, i));
    }
  }

  @Override
  public void sub(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("sub", x, y, out);
    HeapTensor a = heap(x);
    HeapTensor b = heap(y);
    HeapTensor z = heap(out);
    for (int i = 0; i < z.size(); i++) {
      ring.put(z, i, ring.get(a, i) - ring.get(b, i));
    }
  }

  @Override
  public void axpy(long factor, RingTensor x, RingTensor acc) {
    KernelShapes.same("axpy", x, acc);
    HeapTensor a = heap(x);
    HeapTensor z = heap(acc);
    for (int i = 0; i < z.size(); i++) {
      ring.put(z, i, ring.get(z, i) + factor * ring.get(a, i));
    }
  }

  @Override
  public void addConstant(long constant, RingTensor acc) {
    HeapTensor z = heap(acc);
    for (int i = 0; i < z.size(); i++) {
      ring.put(z, i, ring.get(z, i) + constant);
    }
  }

  @Override
  public void addRow(long factor, RingTensor row, RingTensor acc) {
    KernelShapes.row("addRow", row, acc);
    HeapTensor a = heap(row);
    HeapTensor z = heap(acc);
    for (int i = 0; i < z.size(); i++) {
      ring.put(z, i, ring.get(z, i) + factor * ring.get(a, i % a.size()));
    }
  }

  @Override
  public void sumRows(long factor, RingTensor x, RingTensor acc) {
    KernelShapes.row("sumRows", acc, x);
    HeapTensor a = heap(x);
    HeapTensor z = heap(acc);
    for (int i = 0; i < a.size(); i++) {
      int col = i % z.size();
      ring.put(z, col, ring.get(z, col) + factor * ring.get(a, i));
    }
  }

  @Override
  public void hadamard(long factor, RingTensor x, RingTensor y, RingTensor acc) {
    KernelShapes.same("hadamard", x, y, acc);
    HeapTensor a = heap(x);
    HeapTensor b = heap(y);
    HeapTensor z = heap(acc);
    for (int i = 0; i < z.size(); i++) {
      ring.put(z, i, ring.get(z, i) + factor * ring.get(a, i) * ring.get(b, i));
    }
  }

  @Override
  public void matmul(long factor, MatmulTerm[] terms, RingTensor acc) {
    KernelShapes.matmul(terms, acc);
    HeapTensor z = heap(acc);
    for (MatmulTerm term : terms) {
      HeapTensor a = heap(term.x());
      HeapTensor b = heap(term.y());
      for (int i = 0; i < term.m(); i++) {
        for (int j = 0; j < term.n(); j++) {
          long sum = 0;
          for (int p = 0; p < term.k(); p++) {
            sum +=
                ring.get(a, term.transposeX() ? p * term.m() + i : i * term.k() + p)
                    * ring.get(b, term.transposeY() ? j * term.k() + p : p * term.n() + j);
          }
          int at = i * term.n() + j;
          ring.put(z, at, ring.get(z, at) + factor * sum);
        }
      }
    }
  }

  @Override
  public void truncate(
      RingTensor c, RingTensor high, RingTensor top, int shift, boolean firstParty, RingTensor y) {
    KernelShapes.truncate(c, high, top, shift, bits, y);
    truncation.truncate(heap(c), heap(high), heap(top), shift, firstParty, heap(y));
  }

  @Override
  public void shiftShare(RingTensor share, int shift, boolean firstParty) {
    KernelShapes.shiftShare(shift, bits);
    truncation.shiftShare(heap(share), shift, firstParty);
  }

  @Override
  public void dealTruncation(
      RingTensor r,
      RingTensor high0,
      RingTensor top0,
      int shift,
      RingTensor high1,
      RingTensor top1) {
    KernelShapes.dealTruncation(r, high0, top0, shift, bits, high1, top1);
    truncation.dealTruncation(heap(r), heap(high0), heap(top0), shift, heap(high1), heap(top1));
  }

  @Override
  public void xor(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("xor", x, y, out);
    HeapTensor a = heap(x);
    HeapTensor b = heap(y);
    HeapTensor z = heap(out);
    for (int i = 0; i < z.size(); i++) {
      z.words[z.offset + i] = a.words[a.offset + i] ^ b.words[b.offset + i];
    }
  }

  @Override
  public void compareChunks(
      ComparisonLayout layout,
      RingTensor c,
      RingTensor dealt,
      boolean firstParty,
      RingTensor pairs) {
    KernelShapes.compareChunks(layout, bits, c, dealt, pairs);
    comparison.compareChunks(layout, heap(c), heap(dealt), firstParty, heap(pairs));
  }

  @Override
  public void andMask(AndLevel level, RingTensor pairs, RingTensor masks, RingTensor out) {
    KernelShapes.andMask(2 * level.pairs(), level.maskPlanes(), pairs, masks, out);
    comparison.andMask(level, heap(pairs), heap(masks), heap(out));
  }

  @Override
  public void andCombine(
      AndLevel level,
      RingTensor pairs,
      RingTensor opened,
      RingTensor masks,
      RingTensor products,
      boolean firstParty,
      RingTensor next) {
    KernelShapes.andMask(2 * level.pairs(), level.maskPlanes(), pairs, masks, opened);
    KernelShapes.andCombine(2 * level.pairs(), level.productPlanes(), pairs, products);
    KernelShapes.andCombine(2 * level.pairs(), 2 * level.groups(), pairs, next);
    comparison.andCombine(
        level, heap(pairs), heap(opened), heap(masks), heap(products), firstParty, heap(next));
  }

  @Override
  public void signBit(
      ComparisonLayout layout,
      RingTensor c,
      RingTensor dealt,
      RingTensor last,
      boolean firstParty,
      RingTensor bit) {
    KernelShapes.signBit(layout, bits, c, dealt, last, bit);
    comparison.signBit(layout, heap(c), heap(dealt), heap(last), firstParty, heap(bit));
  }

  @Override
  public void dealComparison(
      ComparisonLayout layout, RingTensor r, RingTensor dealt0, RingTensor dealt1) {
    KernelShapes.dealComparison(layout, bits, r, dealt0, dealt1);
    comparison.dealComparison(layout, heap(r), heap(dealt0), heap(dealt1));
  }

  @Override
  public void dealAnd(
      AndLevel level,
      RingTensor masks0,
      RingTensor masks1,
      RingTensor products0,
      RingTensor products1) {
    KernelShapes.dealAnd(
        level.maskPlanes(), level.productPlanes(), masks0, masks1, products0, products1);
    comparison.dealAnd(level, heap(masks0), heap(masks1), heap(products0), heap(products1));
  }

  @Override
  public void dealBit(RingTensor m0, RingTensor m1, RingTensor arith0, RingTensor arith1) {
    KernelShapes.dealBit(m0, m1, arith0, arith1);
    truncation.dealBit(heap(m0), heap(m1), heap(arith0), heap(arith1));
  }

  @Override
  public void dealSelection(
      RingTensor m0,
      RingTensor m1,
      RingTensor r,
      int shift,
      RingTensor high0,
      RingTensor top0,
      RingTensor high1,
      RingTensor top1) {
    KernelShapes.dealSelection(m0, m1, r, shift, bits, high0, top0, high1, top1);
    truncation.dealSelection(
        heap(m0), heap(m1), heap(r), shift, heap(high0), heap(top0), heap(high1), heap(top1));
  }

  @Override
  public void select(
      RingTensor t,
      RingTensor y,
      RingTensor c,
      RingTensor m,
      RingTensor high,
      RingTensor top,
      int shift,
      RingTensor out) {
    KernelShapes.select(t, y, c, m, high, top, shift, bits, out);
    truncation.select(heap(t), heap(y), heap(c), heap(m), heap(high), heap(top), shift, heap(out));
  }

  @Override
  public void close() {
    closed = true;
  }

  private HeapTensor heap(RingTensor tensor) {
    requireOpen();
    return HeapTensor.of(tensor, this);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the scalar backend is closed");
    }
  }
}
