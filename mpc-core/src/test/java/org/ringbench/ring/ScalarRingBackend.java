package org.ringbench.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.List;
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
  private final long mask;
  private boolean closed;

  /** A reference over a ring of that many bits. */
  public ScalarRingBackend(int bits) {
    if (bits < 4 || bits > 64) {
      throw new IllegalArgumentException("ring of " + bits + " bits: expected 4 to 64");
    }
    this.bits = bits;
    this.mask = -1L >>> (64 - bits);
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
      put(z, i, 0);
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
        put(z, i * cols + j, get(in, rows.row(i) * cols + j));
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
        put(z, w, words.getLong());
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
      put(z, i, get(a, i) + get(b, i));
    }
  }

  @Override
  public void sub(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("sub", x, y, out);
    HeapTensor a = heap(x);
    HeapTensor b = heap(y);
    HeapTensor z = heap(out);
    for (int i = 0; i < z.size(); i++) {
      put(z, i, get(a, i) - get(b, i));
    }
  }

  @Override
  public void axpy(long factor, RingTensor x, RingTensor acc) {
    KernelShapes.same("axpy", x, acc);
    HeapTensor a = heap(x);
    HeapTensor z = heap(acc);
    for (int i = 0; i < z.size(); i++) {
      put(z, i, get(z, i) + factor * get(a, i));
    }
  }

  @Override
  public void addConstant(long constant, RingTensor acc) {
    HeapTensor z = heap(acc);
    for (int i = 0; i < z.size(); i++) {
      put(z, i, get(z, i) + constant);
    }
  }

  @Override
  public void addRow(long factor, RingTensor row, RingTensor acc) {
    KernelShapes.row("addRow", row, acc);
    HeapTensor a = heap(row);
    HeapTensor z = heap(acc);
    for (int i = 0; i < z.size(); i++) {
      put(z, i, get(z, i) + factor * get(a, i % a.size()));
    }
  }

  @Override
  public void sumRows(long factor, RingTensor x, RingTensor acc) {
    KernelShapes.row("sumRows", acc, x);
    HeapTensor a = heap(x);
    HeapTensor z = heap(acc);
    for (int i = 0; i < a.size(); i++) {
      int col = i % z.size();
      put(z, col, get(z, col) + factor * get(a, i));
    }
  }

  @Override
  public void hadamard(long factor, RingTensor x, RingTensor y, RingTensor acc) {
    KernelShapes.same("hadamard", x, y, acc);
    HeapTensor a = heap(x);
    HeapTensor b = heap(y);
    HeapTensor z = heap(acc);
    for (int i = 0; i < z.size(); i++) {
      put(z, i, get(z, i) + factor * get(a, i) * get(b, i));
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
                get(a, term.transposeX() ? p * term.m() + i : i * term.k() + p)
                    * get(b, term.transposeY() ? j * term.k() + p : p * term.n() + j);
          }
          int at = i * term.n() + j;
          put(z, at, get(z, at) + factor * sum);
        }
      }
    }
  }

  @Override
  public void truncate(
      RingTensor c, RingTensor high, RingTensor top, int shift, boolean firstParty, RingTensor y) {
    KernelShapes.truncate(c, high, top, shift, bits, y);
    HeapTensor opened = heap(c);
    HeapTensor r = heap(high);
    HeapTensor t = heap(top);
    HeapTensor z = heap(y);
    for (int i = 0; i < z.size(); i++) {
      long value = get(opened, i);
      put(
          z,
          i,
          (firstParty ? shifted(value, shift) : 0) - get(r, i) + wrap(value, get(t, i), shift));
    }
  }

  @Override
  public void shiftShare(RingTensor share, int shift, boolean firstParty) {
    KernelShapes.shiftShare(shift, bits);
    HeapTensor z = heap(share);
    int unused = 64 - bits;
    for (int i = 0; i < z.size(); i++) {
      long word = firstParty ? get(z, i) : -get(z, i);
      long shifted = word << unused >> unused >> shift;
      put(z, i, firstParty ? shifted : -shifted);
    }
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
    HeapTensor random = heap(r);
    HeapTensor h0 = heap(high0);
    HeapTensor t0 = heap(top0);
    HeapTensor h1 = heap(high1);
    HeapTensor t1 = heap(top1);
    for (int i = 0; i < random.size(); i++) {
      long value = get(random, i);
      long high = (value >>> shift) - get(h0, i);
      long top = (msb(value) - get(t0, i)) & lowBits(shift);
      put(h1, i, high);
      put(t1, i, top);
    }
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
    HeapTensor opened = heap(c);
    Planes r = new Planes(heap(dealt), layout.dealtPlanes());
    Planes out = new Planes(heap(pairs), 2 * layout.chunks());
    for (int e = 0; e < opened.size(); e++) {
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        int v = chunkOf(layout, get(opened, e), chunk);
        int planes = layout.planesOf(chunk);
        int first = layout.firstPlane(chunk);
        // T_v and T_(v-1), where T_-1 = 1 is the first party's and T_planes = 0.
        int atV = v == planes ? 0 : r.get(first + v, e);
        int below = v == 0 ? (firstParty ? 1 : 0) : r.get(first + v - 1, e);
        out.put(2 * chunk, e, atV);
        out.put(2 * chunk + 1, e, below ^ atV);
      }
    }
  }

  @Override
  public void andMask(AndLevel level, RingTensor pairs, RingTensor masks, RingTensor out) {
    KernelShapes.andMask(2 * level.pairs(), level.maskPlanes(), pairs, masks, out);
    int tiles = tiles(pairs, 2 * level.pairs());
    Planes in = new Planes(heap(pairs), 2 * level.pairs());
    Planes a = new Planes(heap(masks), level.maskPlanes());
    Planes z = new Planes(heap(out), level.maskPlanes());
    for (AndLevel.Group group : level.groupList()) {
      int[] variables = group.variables();
      for (int v = 0; v < variables.length; v++) {
        int plane = group.firstMask() + v;
        for (int e = 0; e < tiles * BitPlanes.TILE; e++) {
          z.put(plane, e, in.get(2 * group.first() + variables[v], e) ^ a.get(plane, e));
        }
      }
    }
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
    int tiles = tiles(pairs, 2 * level.pairs());
    Planes in = new Planes(heap(pairs), 2 * level.pairs());
    Planes o = new Planes(heap(opened), level.maskPlanes());
    Planes a = new Planes(heap(masks), level.maskPlanes());
    Planes shared = new Planes(heap(products), level.productPlanes());
    Planes z = new Planes(heap(next), 2 * level.groups());
    List<AndLevel.Group> groups = level.groupList();
    for (int g = 0; g < groups.size(); g++) {
      AndLevel.Group group = groups.get(g);
      int[] monomials = group.monomials();
      int[] sets = group.products();
      for (int e = 0; e < tiles * BitPlanes.TILE; e++) {
        int highest = 2 * (group.first() + group.size() - 1);
        int lt = in.get(highest, e);
        int eq = group.size() == 1 ? in.get(highest + 1, e) : 0;
        for (int i = 0; i < monomials.length; i++) {
          int share = product(monomials[i], group, sets, o, a, shared, firstParty, e);
          if (i < group.size() - 1) {
            lt ^= share;
          } else {
            eq = share;
          }
        }
        z.put(2 * g, e, lt);
        z.put(2 * g + 1, e, group.hasEq() ? eq : 0);
      }
    }
  }

  /** A share of the product of (opened ^ mask) over the variables of {@code monomial}. */
  private static int product(
      int monomial,
      AndLevel.Group group,
      int[] sets,
      Planes opened,
      Planes masks,
      Planes products,
      boolean firstParty,
      int e) {
    int sum = 0;
    for (int set = 0; set <= monomial; set++) {
      if ((set & ~monomial) != 0) {
        continue;
      }
      int term;
      if (set == 0) {
        term = firstParty ? 1 : 0;
      } else if (Integer.bitCount(set) == 1) {
        term = masks.get(group.firstMask() + Integer.numberOfTrailingZeros(set), e);
      } else {
        term = products.get(group.firstProduct() + indexOf(sets, set), e);
      }
      for (int v = 0; v < group.masks(); v++) {
        if (((monomial & ~set) >> v & 1) == 1) {
          term &= opened.get(group.firstMask() + v, e);
        }
      }
      sum ^= term;
    }
    return sum;
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
    HeapTensor opened = heap(c);
    Planes r = new Planes(heap(dealt), layout.dealtPlanes());
    Planes pair = new Planes(heap(last), 2);
    Planes z = new Planes(heap(bit), 1);
    for (int e = 0; e < opened.size(); e++) {
      int own = firstParty ? (int) (get(opened, e) >>> (bits - 2)) & 1 : 0;
      z.put(0, e, own ^ r.get(layout.topBitPlane(), e) ^ pair.get(0, e));
    }
  }

  @Override
  public void dealComparison(
      ComparisonLayout layout, RingTensor r, RingTensor dealt0, RingTensor dealt1) {
    KernelShapes.dealComparison(layout, bits, r, dealt0, dealt1);
    HeapTensor random = heap(r);
    Planes d0 = new Planes(heap(dealt0), layout.dealtPlanes());
    Planes d1 = new Planes(heap(dealt1), layout.dealtPlanes());
    for (int e = 0; e < random.size(); e++) {
      long value = get(random, e);
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        int v = chunkOf(layout, value, chunk);
        for (int u = 0; u < layout.planesOf(chunk); u++) {
          int plane = layout.firstPlane(chunk) + u;
          d1.put(plane, e, d0.get(plane, e) ^ (v > u ? 1 : 0));
        }
      }
      int plane = layout.topBitPlane();
      d1.put(plane, e, d0.get(plane, e) ^ (int) (value >>> (bits - 2) & 1));
    }
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
    int tiles = tiles(masks0, level.maskPlanes());
    Planes m0 = new Planes(heap(masks0), level.maskPlanes());
    Planes m1 = new Planes(heap(masks1), level.maskPlanes());
    Planes p0 = new Planes(heap(products0), level.productPlanes());
    Planes p1 = new Planes(heap(products1), level.productPlanes());
    for (AndLevel.Group group : level.groupList()) {
      int[] sets = group.products();
      for (int i = 0; i < sets.length; i++) {
        int plane = group.firstProduct() + i;
        for (int e = 0; e < tiles * BitPlanes.TILE; e++) {
          int product = 1;
          for (int v = 0; v < group.masks(); v++) {
            if ((sets[i] >> v & 1) == 1) {
              product &= m0.get(group.firstMask() + v, e) ^ m1.get(group.firstMask() + v, e);
            }
          }
          p1.put(plane, e, product ^ p0.get(plane, e));
        }
      }
    }
  }

  @Override
  public void dealBit(RingTensor m0, RingTensor m1, RingTensor arith0, RingTensor arith1) {
    KernelShapes.dealBit(m0, m1, arith0, arith1);
    Planes b0 = new Planes(heap(m0), 1);
    Planes b1 = new Planes(heap(m1), 1);
    HeapTensor a0 = heap(arith0);
    HeapTensor a1 = heap(arith1);
    for (int e = 0; e < a0.size(); e++) {
      put(a1, e, (b0.get(0, e) ^ b1.get(0, e)) - get(a0, e));
    }
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
    Planes b0 = new Planes(heap(m0), 1);
    Planes b1 = new Planes(heap(m1), 1);
    HeapTensor random = heap(r);
    HeapTensor h0 = heap(high0);
    HeapTensor t0 = heap(top0);
    HeapTensor h1 = heap(high1);
    HeapTensor t1 = heap(top1);
    for (int e = 0; e < random.size(); e++) {
      long m = b0.get(0, e) ^ b1.get(0, e);
      long value = get(random, e);
      long high = m * (value >>> shift) - get(h0, e);
      long top = (m * msb(value) - get(t0, e)) & lowBits(shift);
      put(h1, e, high);
      put(t1, e, top);
    }
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
    Planes flip = new Planes(heap(t), 1);
    HeapTensor value = heap(y);
    HeapTensor opened = heap(c);
    HeapTensor bit = heap(m);
    HeapTensor h = heap(high);
    HeapTensor w = heap(top);
    HeapTensor z = heap(out);
    for (int e = 0; e < z.size(); e++) {
      long ce = get(opened, e);
      long my = shifted(ce, shift) * get(bit, e) - get(h, e) + wrap(ce, get(w, e), shift);
      long te = flip.get(0, e);
      put(z, e, te * get(value, e) + (1 - 2 * te) * my);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private static int tiles(RingTensor tensor, int planes) {
    return tensor.size() / (planes * BitPlanes.LANES);
  }

  /** (c >>> shift) - 2^(p - shift). */
  private long shifted(long c, int shift) {
    return (c >>> shift) - (1L << (bits - 2 - shift));
  }

  /** (1 - msb c) * (top << (bits - shift)), 0 for shift 0. */
  private long wrap(long c, long top, int shift) {
    return shift == 0 ? 0 : (1 - msb(c)) * (top << (bits - shift));
  }

  private long msb(long word) {
    return word >>> (bits - 1);
  }

  private static long lowBits(int count) {
    return (1L << count) - 1;
  }

  private static int chunkOf(ComparisonLayout layout, long word, int chunk) {
    return (int) (word >>> (chunk * layout.chunkBits()) & lowBits(layout.bitsOf(chunk)));
  }

  private static int indexOf(int[] sets, int set) {
    for (int i = 0; i < sets.length; i++) {
      if (sets[i] == set) {
        return i;
      }
    }
    throw new AssertionError("no product " + set);
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

  private long get(HeapTensor tensor, int i) {
    return tensor.words[tensor.offset + i] & mask;
  }

  private void put(HeapTensor tensor, int i, long word) {
    tensor.words[tensor.offset + i] = word & mask;
  }

  /** One bit of one element at a time of a tensor of {@code planes} bit planes. */
  private record Planes(HeapTensor tensor, int planes) {
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
}
