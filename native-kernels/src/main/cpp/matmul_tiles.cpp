// Matrix multiplication with AMX's int8 tiles.
//
// A word is eight bytes, its digits. Digit i of x times digit j of y counts 2^(8 (i + j)), so that
// mod 2^64 the 36 products with i + j < 8 are left, on 8 diagonals. A diagonal's sum of products of
// bytes stays in 32-bit lanes: diagonals 4 to 7 are wanted mod 2^32 and less, and 0 to 3 are exact
// up to a depth of 16,512 (diagonal 3: four products of at most 255^2 each step).
#include "kernels.h"
#include "tiles.h"
#include "transpose.h"

namespace {

constexpr int DIGITS = 8;
constexpr int64_t SIDE = 16;     // rows of a tile, and 32-bit lanes of its row
constexpr int64_t SLICE = 64;    // depth of a tile: bytes of its row
constexpr int64_t BLOCK = 32;    // rows and columns of a block: two tiles
constexpr int64_t HEIGHT = 64;   // rows of op(x) that are split at once
constexpr int64_t DEPTH = 1024;  // depth that is split at once
constexpr int64_t TILE_BYTES = SIDE * SLICE;
// The digits of a block's slice lie together, two tiles each: planes stored apart would collide in
// the L1 cache.
constexpr int64_t SLICE_BYTES = DIGITS * 2 * TILE_BYTES;
static_assert(DEPTH <= 16512, "diagonal 3 would overflow");

// Not on the stack: GCC's ldtilecfg says that it reads eight bytes of the 64.
const TileConfiguration CONFIGURATION;

// Fewer rows, columns or steps than this are left to the words.
constexpr int64_t THIN = 16;

struct Scratch {
  uint8_t x[HEIGHT / BLOCK * (DEPTH / SLICE) * SLICE_BYTES];
  uint8_t y[DEPTH / SLICE * SLICE_BYTES];
  uint32_t diagonals[DIGITS][2][2][SIDE][SIDE];
  uint64_t stage[SLICE * SIDE];
};

inline __mmask8 lanes(int64_t count) {
  return count >= 8 ? 0xFF : count <= 0 ? 0 : static_cast<__mmask8>((1u << count) - 1);
}

// `rows` x `cols` words to `to`, row by row of `width` words, zeros to the end of `height` rows.
void stage(int64_t rows, int64_t cols, const uint64_t* from, int64_t ld, int64_t height,
           int64_t width, uint64_t* to) {
  for (int64_t r = 0; r < height; r++) {
    for (int64_t c = 0; c < width; c += 8) {
      __mmask8 mask = r < rows ? lanes(cols - c) : 0;
      _mm512_store_si512(to + r * width + c, _mm512_maskz_loadu_epi64(mask, from + r * ld + c));
    }
  }
}

// The same of the transpose of `cols` x `rows` words.
void stage_transposed(int64_t rows, int64_t cols, const uint64_t* from, int64_t ld, int64_t height,
                      int64_t width, uint64_t* to) {
  for (int64_t r = 0; r < height; r += 8) {
    for (int64_t c = 0; c < width; c += 8) {
      __m512i block[8];
      for (int i = 0; i < 8; i++) {
        __mmask8 mask = c + i < cols ? lanes(rows - r) : 0;
        block[i] = _mm512_maskz_loadu_epi64(mask, from + (c + i) * ld + r);
      }
      transpose_words(block);
      for (int i = 0; i < 8; i++) {
        _mm512_store_si512(to + (r + i) * width + c, block[i]);
      }
    }
  }
}

// 8 x 8 bytes in place of words: register b then holds byte b of all 64 words, in their order.
inline void split(__m512i words[8]) {
  const __m512i bytes = _mm512_set_epi8(
      63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5,
      60, 52, 44, 36, 28, 20, 12, 4, 59, 51, 43, 35, 27, 19, 11, 3, 58, 50, 42, 34, 26, 18, 10, 2,
      57, 49, 41, 33, 25, 17, 9, 1, 56, 48, 40, 32, 24, 16, 8, 0);
  for (int i = 0; i < 8; i++) {
    words[i] = _mm512_permutexvar_epi8(bytes, words[i]);
  }
  transpose_words(words);
}

// Tile `half` of each digit, from 16 rows of 64 words: row r holds 64 bytes of row r.
void split_x(const uint64_t* words, int half, uint8_t* slice) {
  for (int64_t r = 0; r < SIDE; r++) {
    __m512i row[8];
    for (int i = 0; i < 8; i++) {
      row[i] = _mm512_load_si512(words + r * SLICE + i * 8);
    }
    split(row);
    for (int digit = 0; digit < DIGITS; digit++) {
      _mm512_store_si512(slice + (digit * 2 + half) * TILE_BYTES + r * SLICE, row[digit]);
    }
  }
}

// Tile `half` of each digit, from 64 rows of 16 words: row q holds, column after column, the bytes
// of rows 4q to 4q + 3.
void split_y(const uint64_t* words, int half, uint8_t* slice) {
  // From (row, eight columns) to (column, row): byte 4c + t comes from byte 16t + c.
  alignas(64) uint8_t order[64];
  for (int c = 0; c < SIDE; c++) {
    for (int t = 0; t < 4; t++) {
      order[4 * c + t] = static_cast<uint8_t>(16 * t + c);
    }
  }
  const __m512i columns = _mm512_load_si512(order);
  for (int64_t q = 0; q < SIDE; q++) {
    __m512i rows[8];
    for (int i = 0; i < 8; i++) {
      rows[i] = _mm512_load_si512(words + 4 * q * SIDE + i * 8);
    }
    split(rows);
    for (int digit = 0; digit < DIGITS; digit++) {
      _mm512_store_si512(slice + (digit * 2 + half) * TILE_BYTES + q * SLICE,
                         _mm512_permutexvar_epi8(columns, rows[digit]));
    }
  }
}

// The sums of one diagonal over all slices: R x C tiles of a block.
template <int R, int C>
void diagonal(int number, int64_t slices, const uint8_t* x, const uint8_t* y,
              uint32_t out[2][2][SIDE][SIDE]) {
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (int64_t s = 0; s < slices; s++) {
    const uint8_t* xs = x + s * SLICE_BYTES;
    const uint8_t* ys = y + s * SLICE_BYTES;
    for (int i = 0; i <= number; i++) {
      const uint8_t* xt = xs + i * 2 * TILE_BYTES;
      const uint8_t* yt = ys + (number - i) * 2 * TILE_BYTES;
      _tile_loadd(4, xt, SLICE);
      _tile_loadd(6, yt, SLICE);
      _tile_dpbuud(0, 4, 6);
      if (C == 2) {
        _tile_loadd(7, yt + TILE_BYTES, SLICE);
        _tile_dpbuud(1, 4, 7);
      }
      if (R == 2) {
        _tile_loadd(5, xt + TILE_BYTES, SLICE);
        _tile_dpbuud(2, 5, 6);
        if (C == 2) {
          _tile_dpbuud(3, 5, 7);
        }
      }
    }
  }
  _tile_stored(0, out[0][0], SLICE);
  _tile_stored(1, out[0][1], SLICE);
  _tile_stored(2, out[1][0], SLICE);
  _tile_stored(3, out[1][1], SLICE);
}

template <int R, int C>
void diagonals(int64_t slices, const uint8_t* x, const uint8_t* y, Scratch* scratch) {
  // GCC's tile loads do not say that they read memory: what was split must be there before them.
  __asm__ volatile("" ::: "memory");
  for (int d = 0; d < DIGITS; d++) {
    diagonal<R, C>(d, slices, x, y, scratch->diagonals[d]);
  }
}

// acc += factor * the diagonals, each at its place.
void add(int64_t factor, int64_t rows, int64_t cols, const Scratch* scratch, uint64_t* acc,
         int64_t ldacc) {
  const __m512i scale = _mm512_set1_epi64(factor);
  for (int64_t r = 0; r < rows; r++) {
    for (int64_t c = 0; c < cols; c += 8) {
      __m512i sum = _mm512_setzero_si512();
      for (int d = DIGITS - 1; d >= 0; d--) {
        const uint32_t* row = scratch->diagonals[d][r / SIDE][c / SIDE][r % SIDE] + c % SIDE;
        __m512i words = _mm512_cvtepu32_epi64(
            _mm256_loadu_si256(reinterpret_cast<const __m256i*>(row)));
        sum = _mm512_add_epi64(_mm512_slli_epi64(sum, 8), words);
      }
      __mmask8 mask = lanes(cols - c);
      uint64_t* out = acc + r * ldacc + c;
      __m512i old = _mm512_maskz_loadu_epi64(mask, out);
      sum = _mm512_add_epi64(old, _mm512_mullo_epi64(scale, sum));
      _mm512_mask_storeu_epi64(out, mask, sum);
    }
  }
}

inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

// The digits of `height` rows of op(x), block after block.
void split_rows(int64_t height, int64_t depth, const uint64_t* x, int64_t ldx, bool transposed,
                Scratch* scratch) {
  int64_t slices = (depth + SLICE - 1) / SLICE;
  for (int64_t r = 0; r < height; r += SIDE) {
    for (int64_t s = 0; s < slices; s++) {
      int64_t p = s * SLICE;
      int64_t rows = least(SIDE, height - r);
      int64_t cols = least(SLICE, depth - p);
      if (transposed) {
        stage_transposed(rows, cols, x + p * ldx + r, ldx, SIDE, SLICE, scratch->stage);
      } else {
        stage(rows, cols, x + r * ldx + p, ldx, SIDE, SLICE, scratch->stage);
      }
      split_x(scratch->stage, static_cast<int>(r / SIDE % 2),
              scratch->x + (r / BLOCK * slices + s) * SLICE_BYTES);
    }
  }
}

// The digits of up to 32 columns of op(y).
void split_columns(int64_t depth, int64_t width, const uint64_t* y, int64_t ldy, bool transposed,
                   Scratch* scratch) {
  for (int64_t c = 0; c < width; c += SIDE) {
    for (int64_t p = 0; p < depth; p += SLICE) {
      int64_t rows = least(SLICE, depth - p);
      int64_t cols = least(SIDE, width - c);
      if (transposed) {
        stage_transposed(rows, cols, y + c * ldy + p, ldy, SLICE, SIDE, scratch->stage);
      } else {
        stage(rows, cols, y + p * ldy + c, ldy, SLICE, SIDE, scratch->stage);
      }
      split_y(scratch->stage, static_cast<int>(c / SIDE), scratch->y + p / SLICE * SLICE_BYTES);
    }
  }
}

}  // namespace

RINGBENCH_API int64_t ringbench_matmul_tiles_scratch() {
  int64_t own = sizeof(Scratch) / sizeof(uint64_t);
  int64_t words = ringbench_matmul_scratch();
  return own > words ? own : words;
}

RINGBENCH_API void ringbench_matmul_tiles(int64_t factor, int64_t m, int64_t n, int64_t k,
                                          const uint64_t* x, int64_t ldx, int32_t transpose_x,
                                          const uint64_t* y, int64_t ldy, int32_t transpose_y,
                                          uint64_t* acc, int64_t ldacc, uint64_t* words) {
  if (m < THIN || n < THIN || k < THIN) {
    ringbench_matmul(factor, m, n, k, x, ldx, transpose_x, y, ldy, transpose_y, acc, ldacc, words);
    return;
  }
  Scratch* scratch = reinterpret_cast<Scratch*>(words);
  _tile_loadconfig(&CONFIGURATION);
  for (int64_t p = 0; p < k; p += DEPTH) {
    int64_t depth = least(DEPTH, k - p);
    int64_t slices = (depth + SLICE - 1) / SLICE;
    for (int64_t i = 0; i < m; i += HEIGHT) {
      int64_t height = least(HEIGHT, m - i);
      split_rows(height, depth, transpose_x ? x + p * ldx + i : x + i * ldx + p, ldx,
                 transpose_x != 0, scratch);
      for (int64_t j = 0; j < n; j += BLOCK) {
        int64_t cols = least(BLOCK, n - j);
        split_columns(depth, cols, transpose_y ? y + j * ldy + p : y + p * ldy + j, ldy,
                      transpose_y != 0, scratch);
        for (int64_t r = 0; r < height; r += BLOCK) {
          int64_t rows = least(BLOCK, height - r);
          const uint8_t* block = scratch->x + r / BLOCK * slices * SLICE_BYTES;
          if (rows > SIDE) {
            cols > SIDE ? diagonals<2, 2>(slices, block, scratch->y, scratch)
                        : diagonals<2, 1>(slices, block, scratch->y, scratch);
          } else {
            cols > SIDE ? diagonals<1, 2>(slices, block, scratch->y, scratch)
                        : diagonals<1, 1>(slices, block, scratch->y, scratch);
          }
          add(factor, rows, cols, scratch, acc + (i + r) * ldacc + j, ldacc);
        }
      }
    }
  }
  _tile_release();
}
