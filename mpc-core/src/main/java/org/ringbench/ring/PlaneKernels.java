package org.ringbench.ring;

import java.util.Arrays;

/** The comparison kernels as plain loops, one word (64 elements) of each plane at a time. */
class PlaneKernels {
  private static final int LANES = BitPlanes.LANES;

  /** The bit planes of 64 words, or whatever else a kernel computes of one word a plane. */
  private final long[] planes = new long[64];

  /** T_v and T_(v-1) of a chunk for each v, folded to those of the chunk at hand. */
  private final long[] at = new long[16];

  private final long[] below = new long[16];

  /** Factors of products, grown to the largest level. */
  private long[] factors = new long[0];

  void compareChunks(
      ComparisonLayout layout,
      HeapTensor c,
      HeapTensor dealt,
      boolean firstParty,
      HeapTensor pairs) {
    for (int tile = 0; tile < BitPlanes.tiles(c.size()); tile++) {
      for (int lane = 0; lane < LANES; lane++) {
        loadPlanes(c, tile, lane);
        int in = dealt.offset + tile * layout.dealtPlanes() * LANES + lane;
        int out = pairs.offset + tile * 2 * layout.chunks() * LANES + lane;
        for (int chunk = 0; chunk < layout.chunks(); chunk++) {
          int codes = layout.planesOf(chunk);
          int first = in + layout.firstPlane(chunk) * LANES;
          below[0] = firstParty ? -1 : 0;
          for (int u = 0; u < codes; u++) {
            at[u] = dealt.words[first + u * LANES];
            below[u + 1] = at[u];
          }
          at[codes] = 0;
          for (int b = 0; b < layout.bitsOf(chunk); b++) {
            long bit = planes[chunk * layout.chunkBits() + b];
            for (int u = 0; u <= codes >> (b + 1); u++) {
              at[u] = choose(bit, at[2 * u + 1], at[2 * u]);
              below[u] = choose(bit, below[2 * u + 1], below[2 * u]);
            }
          }
          pairs.words[out + 2 * chunk * LANES] = at[0];
          pairs.words[out + (2 * chunk + 1) * LANES] = below[0] ^ at[0];
        }
      }
    }
  }

  void signBit(
      ComparisonLayout layout,
      HeapTensor c,
      HeapTensor dealt,
      HeapTensor last,
      boolean firstParty,
      HeapTensor bit) {
    for (int tile = 0; tile < BitPlanes.tiles(c.size()); tile++) {
      int top = dealt.offset + (tile * layout.dealtPlanes() + layout.topBitPlane()) * LANES;
      for (int lane = 0; lane < LANES; lane++) {
        long word = dealt.words[top + lane] ^ last.words[last.offset + tile * 2 * LANES + lane];
        if (firstParty) {
          int end = Math.min(BitPlanes.TILE, c.size() - tile * BitPlanes.TILE);
          for (int e = lane; e < end; e += LANES) {
            long own = c.words[c.offset + tile * BitPlanes.TILE + e];
            word ^= (own >>> (layout.ringBits() - 2) & 1) << (e / LANES);
          }
        }
        bit.words[bit.offset + tile * LANES + lane] = word;
      }
    }
  }

  void dealComparison(ComparisonLayout layout, HeapTensor r, HeapTensor dealt0, HeapTensor dealt1) {
    int tileWords = layout.dealtPlanes() * LANES;
    for (int tile = 0; tile < BitPlanes.tiles(r.size()); tile++) {
      for (int lane = 0; lane < LANES; lane++) {
        loadPlanes(r, tile, lane);
        int in = dealt0.offset + tile * tileWords + lane;
        int out = dealt1.offset + tile * tileWords + lane;
        for (int chunk = 0; chunk < layout.chunks(); chunk++) {
          thermometer(chunk * layout.chunkBits(), layout.bitsOf(chunk));
          for (int u = 0; u < layout.planesOf(chunk); u++) {
            int plane = (layout.firstPlane(chunk) + u) * LANES;
            dealt1.words[out + plane] = dealt0.words[in + plane] ^ at[u];
          }
        }
        int top = layout.topBitPlane() * LANES;
        dealt1.words[out + top] = dealt0.words[in + top] ^ planes[layout.ringBits() - 2];
      }
    }
  }

  void andMask(AndTables level, HeapTensor pairs, HeapTensor masks, HeapTensor out) {
    int tiles = pairs.size() / (level.pairPlanes * LANES);
    for (int tile = 0; tile < tiles; tile++) {
      int in = pairs.offset + tile * level.pairPlanes * LANES;
      int own = tile * level.maskPlanes * LANES;
      for (int plane = 0; plane < level.maskPlanes; plane++) {
        for (int lane = 0; lane < LANES; lane++) {
          int word = own + plane * LANES + lane;
          out.words[out.offset + word] =
              pairs.words[in + level.hidden[plane] * LANES + lane]
                  ^ masks.words[masks.offset + word];
        }
      }
    }
  }

  void andCombine(
      AndTables level,
      HeapTensor pairs,
      HeapTensor opened,
      HeapTensor masks,
      HeapTensor products,
      boolean firstParty,
      HeapTensor next) {
    int tiles = pairs.size() / (level.pairPlanes * LANES);
    int outputs = level.outputs.length;
    for (int tile = 0; tile < tiles; tile++) {
      for (int lane = 0; lane < LANES; lane++) {
        int in = pairs.offset + tile * level.pairPlanes * LANES + lane;
        int o = opened.offset + tile * level.maskPlanes * LANES + lane;
        int a = masks.offset + tile * level.maskPlanes * LANES + lane;
        int p = products.offset + tile * level.productPlanes * LANES + lane;
        int z = next.offset + tile * outputs * LANES + lane;
        for (int plane = 0; plane < outputs; plane++) {
          AndTables.Output output = level.outputs[plane];
          long sum = output.pass < 0 ? 0 : pairs.words[in + output.pass * LANES];
          for (AndTables.Product product : output.products) {
            int variables = product.opened.length;
            planes[0] = firstParty ? -1 : 0;
            for (int set = 1; set < 1 << variables; set++) {
              int leaf = product.leaves[set] * LANES;
              planes[set] =
                  Integer.bitCount(set) == 1 ? masks.words[a + leaf] : products.words[p + leaf];
            }
            // Horner: opening variable v takes each set without it to a set of the others.
            for (int v = 0; v < variables; v++) {
              long bit = opened.words[o + product.opened[v] * LANES];
              for (int set = 0; set < 1 << (variables - 1 - v); set++) {
                planes[set] = (bit & planes[2 * set]) ^ planes[2 * set + 1];
              }
            }
            sum ^= planes[0];
          }
          next.words[z + plane * LANES] = sum;
        }
      }
    }
  }

  void dealAnd(
      AndTables level,
      HeapTensor masks0,
      HeapTensor masks1,
      HeapTensor products0,
      HeapTensor products1) {
    int count = level.maskPlanes + level.productPlanes;
    if (factors.length < count) {
      factors = new long[count];
    }
    int tiles = masks0.size() / (level.maskPlanes * LANES);
    for (int tile = 0; tile < tiles; tile++) {
      for (int lane = 0; lane < LANES; lane++) {
        int mask = tile * level.maskPlanes * LANES + lane;
        int product = tile * level.productPlanes * LANES + lane;
        for (int i = 0; i < level.maskPlanes; i++) {
          int word = mask + i * LANES;
          factors[i] = masks0.words[masks0.offset + word] ^ masks1.words[masks1.offset + word];
        }
        for (int i = 0; i < level.productPlanes; i++) {
          int word = product + i * LANES;
          factors[level.maskPlanes + i] = factors[level.left[i]] & factors[level.right[i]];
          products1.words[products1.offset + word] =
              factors[level.maskPlanes + i] ^ products0.words[products0.offset + word];
        }
      }
    }
  }

  /** T_u of the chunk of {@code bits} planes from {@code first} on, from its low bit up. */
  private void thermometer(int first, int bits) {
    int codes = 0;
    for (int b = 0; b < bits; b++) {
      long bit = planes[first + b];
      at[codes] = bit;
      for (int u = 0; u < codes; u++) {
        at[codes + 1 + u] = bit & at[u];
        at[u] |= bit;
      }
      codes += codes + 1;
    }
  }

  /** {@code planes} becomes the bit planes of every eighth word of the tile. */
  private void loadPlanes(HeapTensor x, int tile, int lane) {
    int from = tile * BitPlanes.TILE + lane;
    int count = Math.min(64, (x.size() - from + LANES - 1) / LANES);
    for (int i = 0; i < count; i++) {
      planes[i] = x.words[x.offset + from + i * LANES];
    }
    Arrays.fill(planes, Math.max(count, 0), 64, 0);
    transpose(planes);
  }

  /** Transposes 64 x 64 bits in six rounds of swaps between blocks (Hacker's Delight 7-3). */
  private static void transpose(long[] rows) {
    long mask = 0xFFFFFFFFL;
    for (int block = 32; block > 0; block >>= 1) {
      for (int i = 0; i < 64; i = (i + block + 1) & ~block) {
        long swap = (rows[i] >>> block ^ rows[i + block]) & mask;
        rows[i + block] ^= swap;
        rows[i] ^= swap << block;
      }
      mask ^= mask << (block >> 1);
    }
  }

  private static long choose(long bit, long one, long zero) {
    return zero ^ ((zero ^ one) & bit);
  }
}
