package org.ringbench.ring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ring Z_2^64 on Java arrays: checks operands and hands them to the kernels, plain loops or
 * vectors.
 */
final class JavaRingBackend implements RingBackend {
  private static final int BITS = 64;

  private final WordKernels words;
  private final PlaneKernels planes;
  private final Gemm gemm;
  private final AesExpander expander;
  private final Map<AndLevel, AndTables> tables = new HashMap<>();
  private final AtomicLong tensorBytes = new AtomicLong(); // others may read it
  private boolean closed;

  JavaRingBackend(WordKernels words, PlaneKernels planes, Gemm gemm) {
    this.words = words;
    this.planes = planes;
    this.gemm = gemm;
    this.expander = new AesExpander(words);
  }

  /** A backend that runs plain loops. */
  static JavaRingBackend plain() {
    return new JavaRingBackend(new WordKernels(), new PlaneKernels(), new Gemm());
  }

  @Override
  public String id() {
    return JavaRingBackendProvider.ID;
  }

  @Override
  public int bits() {
    return BITS;
  }

  @Override
  public RingTensor allocate(Shape shape) {
    requireOpen();
    tensorBytes.addAndGet((long) shape.size() * Long.BYTES);
    return new HeapTensor(this, shape);
  }

  @Override
  public OptionalLong tensorBytes() {
    return OptionalLong.of(tensorBytes.get());
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
  public HostBuffer hostBuffer(RingTensor tensor) {
    return new HeapBuffer(heap(tensor));
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
    Arrays.fill(z.words, z.offset, z.offset + z.size(), 0);
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
      int from = in.offset + rows.row(i) * cols;
      System.arraycopy(in.words, from, z.words, z.offset + i * cols, cols);
    }
  }

  @Override
  public Prg prg(byte[] key) {
    requireOpen();
    return expander.prg(key);
  }

  @Override
  public void expand(Prg prg, long stream, long firstBlock, RingTensor out) {
    HeapTensor z = heap(out);
    expander.expand(prg, stream, firstBlock, z.words, z.offset, z.size());
  }

  @Override
  public void expandRows(Prg prg, long stream, RowIndices rows, RingTensor out) {
    KernelShapes.expandRows(rows, out);
    HeapTensor z = heap(out);
    int cols = z.shape().cols();
    int blocks = (cols + 1) / 2;
    // Neighbouring rows are one expansion, unless a row ends in the middle of a block.
    boolean whole = cols % 2 == 0;
    for (int first = 0, next; first < rows.count(); first = next) {
      int row = rows.row(first);
      next = first + 1;
      boolean joins = whole && row >= 0; // -1 stands for no row: row 0 does not go on from it
      while (joins && next < rows.count() && rows.row(next) == row + (next - first)) {
        next++;
      }
      if (row >= 0) {
        int words = Math.multiplyExact(next - first, cols);
        long firstBlock = (long) row * blocks;
        expander.expand(prg, stream, firstBlock, z.words, z.offset + first * cols, words);
      }
    }
  }

  @Override
  public void add(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("add", x, y, out);
    words.add(heap(x), heap(y), heap(out), 0);
  }

  @Override
  public void sub(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("sub", x, y, out);
    words.sub(heap(x), heap(y), heap(out), 0);
  }

  @Override
  public void axpy(long factor, RingTensor x, RingTensor acc) {
    KernelShapes.same("axpy", x, acc);
    HeapTensor in = heap(x);
    HeapTensor z = heap(acc);
    words.axpy(factor, in.words, in.offset, z.words, z.offset, z.size());
  }

  @Override
  public void addConstant(long constant, RingTensor acc) {
    words.addConstant(constant, heap(acc), 0);
  }

  @Override
  public void addRow(long factor, RingTensor row, RingTensor acc) {
    KernelShapes.row("addRow", row, acc);
    HeapTensor in = heap(row);
    HeapTensor z = heap(acc);
    int cols = in.size();
    if (cols == 1) {
      words.addConstant(factor * in.words[in.offset], z, 0);
      return;
    }
    for (int i = 0; i < z.size(); i += cols) {
      words.axpy(factor, in.words, in.offset, z.words, z.offset + i, cols);
    }
  }

  @Override
  public void sumRows(long factor, RingTensor x, RingTensor acc) {
    KernelShapes.row("sumRows", acc, x);
    HeapTensor in = heap(x);
    HeapTensor z = heap(acc);
    int cols = z.size();
    if (cols == 1) {
      long sum = 0;
      for (int i = 0; i < in.size(); i++) {
        sum += in.words[in.offset + i];
      }
      z.words[z.offset] += factor * sum;
      return;
    }
    for (int i = 0; i < in.size(); i += cols) {
      words.axpy(factor, in.words, in.offset + i, z.words, z.offset, cols);
    }
  }

  @Override
  public void hadamard(long factor, RingTensor x, RingTensor y, RingTensor acc) {
    KernelShapes.same("hadamard", x, y, acc);
    words.hadamard(factor, heap(x), heap(y), heap(acc), 0);
  }

  @Override
  public void matmul(long factor, MatmulTerm[] terms, RingTensor acc) {
    KernelShapes.matmul(terms, acc);
    for (MatmulTerm term : terms) {
      heap(term.x());
      heap(term.y());
    }
    gemm.multiply(factor, terms, heap(acc));
  }

  @Override
  public void truncate(
      RingTensor c, RingTensor high, RingTensor top, int shift, boolean firstParty, RingTensor y) {
    KernelShapes.truncate(c, high, top, shift, BITS, y);
    words.truncate(heap(c), heap(high), heap(top), shift, firstParty, heap(y), 0);
  }

  @Override
  public void shiftShare(RingTensor share, int shift, boolean firstParty) {
    KernelShapes.shiftShare(shift, BITS);
    words.shiftShare(heap(share), shift, firstParty, 0);
  }

  @Override
  public void dealTruncation(
      RingTensor r,
      RingTensor high0,
      RingTensor top0,
      int shift,
      RingTensor high1,
      RingTensor top1) {
    KernelShapes.dealTruncation(r, high0, top0, shift, BITS, high1, top1);
    words.dealTruncation(heap(r), heap(high0), heap(top0), shift, heap(high1), heap(top1), 0);
  }

  @Override
  public void xor(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("xor", x, y, out);
    words.xor(heap(x), heap(y), heap(out), 0);
  }

  @Override
  public void compareChunks(
      ComparisonLayout layout,
      RingTensor c,
      RingTensor dealt,
      boolean firstParty,
      RingTensor pairs) {
    KernelShapes.compareChunks(layout, BITS, c, dealt, pairs);
    planes.compareChunks(layout, heap(c), heap(dealt), firstParty, heap(pairs));
  }

  @Override
  public void andMask(AndLevel level, RingTensor pairs, RingTensor masks, RingTensor out) {
    AndTables table = tables(level);
    KernelShapes.andMask(table.pairPlanes, table.maskPlanes, pairs, masks, out);
    planes.andMask(table, heap(pairs), heap(masks), heap(out));
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
    AndTables table = tables(level);
    KernelShapes.andMask(table.pairPlanes, table.maskPlanes, pairs, masks, opened);
    KernelShapes.andCombine(table.pairPlanes, table.productPlanes, pairs, products);
    KernelShapes.andCombine(table.pairPlanes, table.outputs.length, pairs, next);
    planes.andCombine(
        table, heap(pairs), heap(opened), heap(masks), heap(products), firstParty, heap(next));
  }

  @Override
  public void signBit(
      ComparisonLayout layout,
      RingTensor c,
      RingTensor dealt,
      RingTensor last,
      boolean firstParty,
      RingTensor bit) {
    KernelShapes.signBit(layout, BITS, c, dealt, last, bit);
    planes.signBit(layout, heap(c), heap(dealt), heap(last), firstParty, heap(bit));
  }

  @Override
  public void dealComparison(
      ComparisonLayout layout, RingTensor r, RingTensor dealt0, RingTensor dealt1) {
    KernelShapes.dealComparison(layout, BITS, r, dealt0, dealt1);
    planes.dealComparison(layout, heap(r), heap(dealt0), heap(dealt1));
  }

  @Override
  public void dealAnd(
      AndLevel level,
      RingTensor masks0,
      RingTensor masks1,
      RingTensor products0,
      RingTensor products1) {
    AndTables table = tables(level);
    KernelShapes.dealAnd(
        table.maskPlanes, table.productPlanes, masks0, masks1, products0, products1);
    planes.dealAnd(table, heap(masks0), heap(masks1), heap(products0), heap(products1));
  }

  @Override
  public void dealBit(RingTensor m0, RingTensor m1, RingTensor arith0, RingTensor arith1) {
    KernelShapes.dealBit(m0, m1, arith0, arith1);
    words.dealBit(heap(m0), heap(m1), heap(arith0), heap(arith1), 0);
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
    KernelShapes.dealSelection(m0, m1, r, shift, BITS, high0, top0, high1, top1);
    words.dealSelection(
        heap(m0), heap(m1), heap(r), shift, heap(high0), heap(top0), heap(high1), heap(top1), 0);
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
    KernelShapes.select(t, y, c, m, high, top, shift, BITS, out);
    words.select(heap(t), heap(y), heap(c), heap(m), heap(high), heap(top), shift, heap(out), 0);
  }

  @Override
  public boolean isBeside(RingBackend peer) {
    return peer instanceof JavaRingBackend;
  }

  @Override
  public void copyFrom(RingBackend peer, RingTensor src, RingTensor dst) {
    KernelShapes.same("copyFrom", src, dst);
    HeapTensor in = HeapTensor.of(src, peer);
    HeapTensor out = heap(dst);
    System.arraycopy(in.words, in.offset, out.words, out.offset, in.size());
  }

  @Override
  public void close() {
    closed = true;
    tables.clear();
  }

  private AndTables tables(AndLevel level) {
    return tables.computeIfAbsent(level, AndTables::new);
  }

  private HeapTensor heap(RingTensor tensor) {
    requireOpen();
    return HeapTensor.of(tensor, this);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the java backend is closed");
    }
  }
}
