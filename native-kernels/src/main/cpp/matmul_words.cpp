// Matrix multiplication with vpmullq: a panel of op(y), as wide as a register tile, lies packed in
// the L1 cache; op(x) is broadcast word by word from where it is, or from a packed block where its
// rows would meet in one set of the cache.
//
// Rows and steps of zeros in x are passed over. A party's mask shares of the data rows that the
// other party owns are zeros, and who owns which row is public; whole rows of other shares are
// never zero, so that time tells nothing about them.
#include <immintrin.h>

#include "kernels.h"
#include "transpose.h"

namespace {

constexpr int LANES = 8;
constexpr int ROWS = 8;         // of a register tile
constexpr int VECTORS = 2;      // of a register tile's row, at most: with 3 it is 15% slower
constexpr int64_t DEPTH = 192;  // of a panel, at most: 24 KB
constexpr int64_t HEIGHT = 256;  // of a packed block of op(x), at most: 384 KB
constexpr int64_t PACKED_COLS = 192;  // from here on packing op(x) pays

inline __m512i madd(__m512i sum, __m512i x, __m512i y) {
  return _mm512_add_epi64(sum, _mm512_mullo_epi64(x, y));
}

inline __mmask8 lanes(int64_t count) {
  return count >= LANES ? 0xFF : static_cast<__mmask8>((1u << count) - 1);
}

// acc (R x V vectors) += factor * (R rows of op(x), `depth` deep) * panel.
template <int R, int V, bool TRANSPOSED>
void tile(int64_t factor, int64_t depth, const uint64_t* x, int64_t ldx, const uint64_t* panel,
          int64_t cols, uint64_t* acc, int64_t ldacc) {
  __m512i sums[R][V];
  for (int r = 0; r < R; r++) {
    for (int v = 0; v < V; v++) {
      sums[r][v] = _mm512_setzero_si512();
      // To the L2 cache until it is needed: in L1 its rows would meet in one set of the panel's.
      _mm_prefetch(reinterpret_cast<const char*>(acc + r * ldacc + v * LANES), _MM_HINT_T1);
    }
  }
  for (int64_t p = 0; p < depth; p++) {
    __m512i y[V];
    for (int v = 0; v < V; v++) {
      y[v] = _mm512_load_si512(panel + (p * V + v) * LANES);
    }
#pragma GCC unroll 8
    for (int r = 0; r < R; r++) {
      uint64_t word = TRANSPOSED ? x[p * ldx + r] : x[r * ldx + p];
      __m512i broadcast = _mm512_set1_epi64(static_cast<int64_t>(word));
#pragma GCC unroll 2
      for (int v = 0; v < V; v++) {
        sums[r][v] = madd(sums[r][v], broadcast, y[v]);
      }
    }
  }
  __m512i scale = _mm512_set1_epi64(factor);
  __mmask8 last = lanes(cols - (V - 1) * LANES);
#pragma GCC unroll 8
  for (int r = 0; r < R; r++) {
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) {
      uint64_t* out = acc + r * ldacc + v * LANES;
      __mmask8 mask = v == V - 1 ? last : 0xFF;
      __m512i old = _mm512_maskz_loadu_epi64(mask, out);
      _mm512_mask_storeu_epi64(out, mask, madd(old, scale, sums[r][v]));
    }
  }
}

using Tile = void (*)(int64_t, int64_t, const uint64_t*, int64_t, const uint64_t*, int64_t,
                      uint64_t*, int64_t);

template <int V, bool TRANSPOSED>
Tile tile_of(int64_t rows) {
  switch (rows) {
    case 1: return tile<1, V, TRANSPOSED>;
    case 2: return tile<2, V, TRANSPOSED>;
    case 3: return tile<3, V, TRANSPOSED>;
    case 4: return tile<4, V, TRANSPOSED>;
    case 5: return tile<5, V, TRANSPOSED>;
    case 6: return tile<6, V, TRANSPOSED>;
    case 7: return tile<7, V, TRANSPOSED>;
    default: return tile<8, V, TRANSPOSED>;
  }
}

template <bool TRANSPOSED>
Tile tile_of(int64_t vectors, int64_t rows) {
  switch (vectors) {
    case 1: return tile_of<1, TRANSPOSED>(rows);
    default: return tile_of<2, TRANSPOSED>(rows);
  }
}

// A panel of `vectors` vectors a row from those rows of y that `steps` names, one after the other;
// zeros behind its last column.
void pack(int64_t depth, const int64_t* steps, int64_t cols, int64_t vectors, const uint64_t* y,
          int64_t ldy, uint64_t* panel) {
  for (int64_t v = 0; v < vectors; v++) {
    __mmask8 mask = lanes(cols - v * LANES);
    const uint64_t* from = y + v * LANES;
    uint64_t* to = panel + v * LANES;
    for (int64_t t = 0; t < depth; t++) {
      _mm512_store_si512(to + t * vectors * LANES,
                         _mm512_maskz_loadu_epi64(mask, from + steps[t] * ldy));
    }
  }
}

// The same of all steps from y transposed, whose rows are the panel's columns.
void pack_transposed(int64_t depth, int64_t cols, int64_t vectors, const uint64_t* y, int64_t ldy,
                     uint64_t* panel) {
  for (int64_t v = 0; v < vectors; v++) {
    int64_t rows = cols - v * LANES < LANES ? cols - v * LANES : LANES;
    const uint64_t* from = y + v * LANES * ldy;
    uint64_t* to = panel + v * LANES;
    for (int64_t p = 0; p < depth; p += LANES) {
      int64_t count = depth - p < LANES ? depth - p : LANES;
      __mmask8 mask = lanes(count);
      __m512i block[LANES];
      for (int i = 0; i < LANES; i++) {
        block[i] = i < rows ? _mm512_maskz_loadu_epi64(mask, from + i * ldy + p)
                            : _mm512_setzero_si512();
      }
      transpose_words(block);
      for (int i = 0; i < LANES; i++) {
        if (i < count) {
          _mm512_store_si512(to + (p + i) * vectors * LANES, block[i]);
        }
      }
    }
  }
}

// A block of op(x) in groups of ROWS rows, each group column by column: what a transposed x with
// rows of ROWS words looks like, here of `steps` alone. Zeros fill up the last group.
void pack_block(int64_t height, int64_t depth, const int64_t* steps, const uint64_t* x,
                int64_t ldx, bool transposed, uint64_t* block) {
  for (int64_t i = 0; i < height; i += ROWS) {
    int64_t rows = height - i < ROWS ? height - i : ROWS;
    if (transposed) {
      pack(depth, steps, rows, 1, x + i, ldx, block + i * depth);
    } else {
      pack_transposed(depth, rows, 1, x + i * ldx, ldx, block + i * depth);
    }
  }
}

// Whether `rows` rows of `cols` words are all zero: known at the first word of random ones.
bool is_zero(int64_t rows, int64_t cols, const uint64_t* from, int64_t ld) {
  for (int64_t r = 0; r < rows; r++) {
    for (int64_t c = 0; c < cols; c += LANES) {
      __m512i words = _mm512_maskz_loadu_epi64(lanes(cols - c), from + r * ld + c);
      if (_mm512_test_epi64_mask(words, words) != 0) {
        return false;
      }
    }
  }
  return true;
}

// The steps of a block that count, counted from its first: those of a transposed x whose row is not
// all zero, and any other; their number.
int64_t live_steps(int64_t m, int64_t depth, const uint64_t* x, int64_t ldx, bool skips,
                   int64_t* steps) {
  int64_t count = 0;
  for (int64_t t = 0; t < depth; t++) {
    if (!(skips && is_zero(1, m, x + t * ldx, ldx))) {
      steps[count++] = t;
    }
  }
  return count;
}

// Vectors of the panel that has this many columns left.
int64_t width(int64_t cols) { return cols > LANES ? VECTORS : 1; }

// GCC's own reduction adds signed words, which must not overflow.
inline uint64_t sum_of_lanes(__m512i v) {
  __m256i half = _mm256_add_epi64(_mm512_castsi512_si256(v), _mm512_extracti64x4_epi64(v, 1));
  __m128i pair = _mm_add_epi64(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
  return static_cast<uint64_t>(_mm_extract_epi64(pair, 0)) +
         static_cast<uint64_t>(_mm_extract_epi64(pair, 1));
}

// acc_i += factor * the dot product of row i and the vector, R rows at a time.
template <int R>
void dots(int64_t factor, int64_t cols, const uint64_t* matrix, int64_t ld, const uint64_t* vector,
          uint64_t* acc) {
  __m512i sums[R];
  for (int r = 0; r < R; r++) {
    sums[r] = _mm512_setzero_si512();
  }
  for (int64_t p = 0; p < cols; p += LANES) {
    __mmask8 mask = lanes(cols - p);
    __m512i v = _mm512_maskz_loadu_epi64(mask, vector + p);
    for (int r = 0; r < R; r++) {
      sums[r] = madd(sums[r], _mm512_maskz_loadu_epi64(mask, matrix + r * ld + p), v);
    }
  }
  for (int r = 0; r < R; r++) {
    acc[r] += static_cast<uint64_t>(factor) * sum_of_lanes(sums[r]);
  }
}

// acc += factor * the sum of R rows, each times its word of the vector.
template <int R>
void rows_sum(int64_t factor, int64_t cols, const uint64_t* matrix, int64_t ld,
              const uint64_t* vector, uint64_t* acc) {
  __m512i scales[R];
  for (int r = 0; r < R; r++) {
    scales[r] = _mm512_set1_epi64(
        static_cast<int64_t>(static_cast<uint64_t>(factor) * vector[r]));
  }
  for (int64_t j = 0; j < cols; j += LANES) {
    __mmask8 mask = lanes(cols - j);
    __m512i sum = _mm512_maskz_loadu_epi64(mask, acc + j);
    for (int r = 0; r < R; r++) {
      sum = madd(sum, scales[r], _mm512_maskz_loadu_epi64(mask, matrix + r * ld + j));
    }
    _mm512_mask_storeu_epi64(acc + j, mask, sum);
  }
}

// A product of a matrix and a vector: each word of the matrix is used once, so it is read where it
// lies, row by row. `along`: the inner dimension runs along the matrix's rows.
void matmul_vector(int64_t factor, int64_t rows, int64_t cols, const uint64_t* matrix, int64_t ld,
                   const uint64_t* vector, bool along, uint64_t* acc) {
  int64_t r = 0;
  if (along) {
    for (; r + ROWS <= rows; r += ROWS) {
      dots<ROWS>(factor, cols, matrix + r * ld, ld, vector, acc + r);
    }
    for (; r < rows; r++) {
      dots<1>(factor, cols, matrix + r * ld, ld, vector, acc + r);
    }
    return;
  }
  for (; r + ROWS <= rows; r += ROWS) {
    rows_sum<ROWS>(factor, cols, matrix + r * ld, ld, vector + r, acc);
  }
  for (; r < rows; r++) {
    rows_sum<1>(factor, cols, matrix + r * ld, ld, vector + r, acc);
  }
}

}  // namespace

RINGBENCH_API int64_t ringbench_matmul_scratch() {
  return DEPTH * VECTORS * LANES + DEPTH * HEIGHT;
}

RINGBENCH_API void ringbench_matmul(int64_t factor, int64_t m, int64_t n, int64_t k,
                                    const uint64_t* x, int64_t ldx, int32_t transpose_x,
                                    const uint64_t* y, int64_t ldy, int32_t transpose_y,
                                    uint64_t* acc, int64_t ldacc, uint64_t* scratch) {
  if (n == 1 && ldacc == 1 && (k == 1 || ldy == 1 || transpose_y)) {
    matmul_vector(factor, transpose_x ? k : m, transpose_x ? m : k, x, ldx, y, !transpose_x, acc);
    return;
  }
  if (m == 1 && (k == 1 || ldx == 1 || !transpose_x)) {
    matmul_vector(factor, transpose_y ? n : k, transpose_y ? k : n, y, ldy, x, transpose_y, acc);
    return;
  }
  uint64_t* panel = scratch;
  uint64_t* block = scratch + DEPTH * VECTORS * LANES;
  int64_t steps[DEPTH];
  int64_t blocks = (k + DEPTH - 1) / DEPTH;
  int64_t step = blocks == 0 ? 1 : (k + blocks - 1) / blocks;
  for (int64_t p = 0; p < k; p += step) {
    int64_t all = k - p < step ? k - p : step;
    const uint64_t* deep_x = transpose_x ? x + p * ldx : x + p;
    const uint64_t* deep_y = transpose_y ? y + p : y + p * ldy;
    // A transposed y is packed whole.
    int64_t depth = live_steps(m, all, deep_x, ldx, transpose_x && !transpose_y, steps);
    if (depth == 0) {
      continue;
    }
    bool packs = n >= PACKED_COLS || depth < all;
    int64_t rise = packs ? HEIGHT : m;
    for (int64_t i = 0; i < m; i += rise) {
      int64_t height = m - i < rise ? m - i : rise;
      const uint64_t* rows_of_x = transpose_x ? deep_x + i : deep_x + i * ldx;
      if (packs) {
        pack_block(height, depth, steps, rows_of_x, ldx, transpose_x, block);
      }
      for (int64_t j = 0, vectors; j < n; j += vectors * LANES) {
        vectors = width(n - j);
        int64_t cols = n - j < vectors * LANES ? n - j : vectors * LANES;
        if (transpose_y) {
          pack_transposed(depth, cols, vectors, deep_y + j * ldy, ldy, panel);
        } else {
          pack(depth, steps, cols, vectors, deep_y + j, ldy, panel);
        }
        for (int64_t r = 0; r < height; r += ROWS) {
          int64_t rows = height - r < ROWS ? height - r : ROWS;
          uint64_t* out = acc + (i + r) * ldacc + j;
          if (!transpose_x && is_zero(rows, depth, rows_of_x + r * ldx, ldx)) {
            continue;
          }
          if (packs) {
            tile_of<true>(vectors, rows)(factor, depth, block + r * depth, ROWS, panel, cols, out,
                                         ldacc);
          } else if (transpose_x) {
            tile_of<true>(vectors, rows)(factor, depth, rows_of_x + r, ldx, panel, cols, out,
                                         ldacc);
          } else {
            tile_of<false>(vectors, rows)(factor, depth, rows_of_x + r * ldx, ldx, panel, cols,
                                          out, ldacc);
          }
        }
      }
    }
  }
}
