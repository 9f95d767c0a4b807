package org.ringbench.ring;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
  public Optional<MemorySegment> host(RingTensor tensor) {
    return heap(tensor).segment;
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
  public void gatherRows(RingTensor x, int[] rows, RingTensor out) {
    KernelShapes.gather(x, rows, out);
    HeapTensor in = heap(x);
    HeapTensor z = heap(out);
    int cols = x.shape().cols();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(in.words, in.offset + rows[i] * cols, z.words, z.offset + i * cols, cols);
    }
  }

  @Override
  public Prg prg(byte[] key) {
    requireOpen();
    return expander.prg(key);
  }

  @Override
  public void expand(Prg prg, long stream, long firstBlock, RingTensor out, boolean accumulate) {
    expander.expand(prg, stream, firstBlock, heap(out), accumulate);
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
    KernelShapes.shift("truncate", shift, BITS);
    KernelShapes.same("truncate", c, high, top);
    KernelShapes.same("truncate", c, y);
    words.truncate(heap(c), heap(high), heap(top), shift, firstParty, heap(y), 0);
  }

  @Override
  public void shiftShare(RingTensor share, int shift, boolean firstParty) {
    KernelShapes.shift("shiftShare", shift, BITS);
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
    KernelShapes.shift("dealTruncation", shift, BITS);
    KernelShapes.same("dealTruncation", r, high0, top0);
    KernelShapes.same("dealTruncation", r, high1, top1);
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
    KernelShapes.layout("compareChunks", layout, BITS);
    KernelShapes.planesOf("compareChunks", c, dealt, layout.dealtPlanes());
    KernelShapes.planesOf("compareChunks", c, pairs, 2 * layout.chunks());
    planes.compareChunks(layout, heap(c), heap(dealt), firstParty, heap(pairs));
  }

  @Override
  public void andMask(AndLevel level, RingTensor pairs, RingTensor masks, RingTensor out) {
    AndTables table = tables(level);
    int tiles = KernelShapes.tiles("andMask", pairs, table.pairPlanes);
    KernelShapes.planes("andMask", masks, tiles, table.maskPlanes);
    KernelShapes.planes("andMask", out, tiles, table.maskPlanes);
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
    int tiles = KernelShapes.tiles("andCombine", pairs, table.pairPlanes);
    KernelShapes.planes("andCombine", opened, tiles, table.maskPlanes);
    KernelShapes.planes("andCombine", masks, tiles, table.maskPlanes);
    KernelShapes.planes("andCombine", products, tiles, table.productPlanes);
    KernelShapes.planes("andCombine", next, tiles, table.outputs.length);
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
    KernelShapes.layout("signBit", layout, BITS);
    KernelShapes.planesOf("signBit", c, dealt, layout.dealtPlanes());
    KernelShapes.planesOf("signBit", c, last, 2);
    KernelShapes.planesOf("signBit", c, bit, 1);
    planes.signBit(layout, heap(c), heap(dealt), heap(last), firstParty, heap(bit));
  }

  @Override
  public void dealComparison(
      ComparisonLayout layout, RingTensor r, RingTensor dealt0, RingTensor dealt1) {
    KernelShapes.layout("dealComparison", layout, BITS);
    KernelShapes.planesOf("dealComparison", r, dealt0, layout.dealtPlanes());
    KernelShapes.planesOf("dealComparison", r, dealt1, layout.dealtPlanes());
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
    int tiles = KernelShapes.tiles("dealAnd", masks0, table.maskPlanes);
    KernelShapes.planes("dealAnd", masks1, tiles, table.maskPlanes);
    KernelShapes.planes("dealAnd", products0, tiles, table.productPlanes);
    KernelShapes.planes("dealAnd", products1, tiles, table.productPlanes);
    planes.dealAnd(table, heap(masks0), heap(masks1), heap(products0), heap(products1));
  }

  @Override
  public void dealBit(RingTensor m0, RingTensor m1, RingTensor arith0, RingTensor arith1) {
    KernelShapes.same("dealBit", arith0, arith1);
    KernelShapes.planesOf("dealBit", arith0, m0, 1);
    KernelShapes.planesOf("dealBit", arith0, m1, 1);
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
    KernelShapes.shift("dealSelection", shift, BITS);
    KernelShapes.planesOf("dealSelection", r, m0, 1);
    KernelShapes.planesOf("dealSelection", r, m1, 1);
    KernelShapes.same("dealSelection", r, high0, top0);
    KernelShapes.same("dealSelection", r, high1, top1);
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
    KernelShapes.shift("select", shift, BITS);
    KernelShapes.planesOf("select", y, t, 1);
    KernelShapes.same("select", y, c, m);
    KernelShapes.same("select", y, high, top);
    KernelShapes.same("select", y, out);
    words.select(heap(t), heap(y), heap(c), heap(m), heap(high), heap(top), shift, heap(out), 0);
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
