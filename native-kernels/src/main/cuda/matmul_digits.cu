// The Beaver product on INT8 tensor cores. A word is eight digits of eight bits; of the 64 digit
// products, 36 count mod 2^64: those with i + j <= 7. Products of one diagonal d = i + j add up in
// one 32-bit accumulator with weight 2^(8d).
#include "matmul.cuh"

namespace {

constexpr int DEPTH = 32;  // words along k of a step: the k of m16n8k32
constexpr int DIGITS = 8;

// Diagonal 3 adds four products of at most 255^2 each k, and its accumulator, read as unsigned,
// holds 16,512 of them; diagonals 4 to 7 may wrap, since their weight is at least 2^32. So every
// 16,512 words along k the accumulators are added to acc.
constexpr int FLUSH_STEPS = 16512 / DEPTH;

// Pitches for which the 16-byte loads of `loadDigits` meet no bank twice in a quarter of a warp.
template <bool ALONG_K>
using Operand = Tile<ALONG_K, DEPTH, DEPTH + 4, TILE + 2>;

// Byte b of result i is byte i of word b.
__device__ __forceinline__ void transposeBytes(u32 w0, u32 w1, u32 w2, u32 w3, u32 &b0, u32 &b1,
                                               u32 &b2, u32 &b3) {
  u32 low01 = __byte_perm(w0, w1, 0x5140);  // w0.0 w1.0 w0.1 w1.1
  u32 low23 = __byte_perm(w2, w3, 0x5140);
  u32 high01 = __byte_perm(w0, w1, 0x7362);  // w0.2 w1.2 w0.3 w1.3
  u32 high23 = __byte_perm(w2, w3, 0x7362);
  b0 = __byte_perm(low01, low23, 0x5410);
  b1 = __byte_perm(low01, low23, 0x7632);
  b2 = __byte_perm(high01, high23, 0x5410);
  b3 = __byte_perm(high01, high23, 0x7632);
}

// The digits of lane t = lane % 4's words of two neighbouring lines: digits[d][e][h] holds digit d
// of four words of line `line` + e, of the step's half h. Which four, and in which order, is the
// same for both operands, which is all that a sum over k asks for.
template <bool ALONG_K>
__device__ __forceinline__ void loadDigits(const u64 *tile, int line, int t,
                                           u32 (&digits)[DIGITS][2][2]) {
  constexpr int PITCH = Operand<ALONG_K>::PITCH;
#pragma unroll
  for (int h = 0; h < 2; h++) {
    Word words[2][4];
#pragma unroll
    for (int j = 0; j < 2; j++) {
      int k = 16 * h + 8 * j + 2 * t;
#pragma unroll
      for (int i = 0; i < 2; i++) {
        if constexpr (ALONG_K) {
          uint4 v = *reinterpret_cast<const uint4 *>(tile + (line + i) * PITCH + k);
          words[i][2 * j] = {v.x, v.y};
          words[i][2 * j + 1] = {v.z, v.w};
        } else {
          uint4 v = *reinterpret_cast<const uint4 *>(tile + (k + i) * PITCH + line);
          words[0][2 * j + i] = {v.x, v.y};
          words[1][2 * j + i] = {v.z, v.w};
        }
      }
    }
#pragma unroll
    for (int e = 0; e < 2; e++) {
      Word *w = words[e];
      transposeBytes(w[0].low, w[1].low, w[2].low, w[3].low, digits[0][e][h], digits[1][e][h],
                     digits[2][e][h], digits[3][e][h]);
      transposeBytes(w[0].high, w[1].high, w[2].high, w[3].high, digits[4][e][h], digits[5][e][h],
                     digits[6][e][h], digits[7][e][h]);
    }
  }
}

// PTX ISA, "Matrix Fragments for mma.m16n8k32": registers 0 and 2 of A are row lane / 4, 1 and 3
// row lane / 4 + 8; 2 and 3 of A and 1 of B are the half of k.
__device__ __forceinline__ void multiply(u32 (&c)[4], const u32 (&x)[2][2], u32 y0, u32 y1) {
  asm("mma.sync.aligned.m16n8k32.row.col.s32.u8.u8.s32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, "
      "{%0,%1,%2,%3};"
      : "+r"(c[0]), "+r"(c[1]), "+r"(c[2]), "+r"(c[3])
      : "r"(x[0][0]), "r"(x[1][0]), "r"(x[0][1]), "r"(x[1][1]), "r"(y0), "r"(y1));
}

// This lane's first row and the warp's first column in the block's part of acc.
struct Place {
  int lane, row, col;

  __device__ __forceinline__ Place() {
    int thread = threadIndex();
    int warp = thread / 32;
    lane = thread % 32;
    row = warp % 4 * 16 + lane / 4 * 2;
    col = warp / 4 * 32;
  }
};

// Eight warps, each with 16 rows and 32 columns of the block's 64 x 64. The matrix instruction's
// rows g and g + 8 are rows 2g and 2g + 1 here, its column c in tile e of a pair is column 2c + e:
// so a lane's lines are neighbours, in shared memory and in acc.
template <bool TX, bool TY>
__device__ __forceinline__ void matmulDigits(const MatmulArgs &a) {
  using X = Operand<!TX>;
  using Y = Operand<TY>;
  extern __shared__ __align__(16) u64 stages[];
  constexpr int STAGE = X::SIZE + Y::SIZE;

  Blocking<X, Y, DEPTH> blocking(a);
  for (int from = blocking.firstStep; from < blocking.endStep; from += FLUSH_STEPS) {
    int to = min(from + FLUSH_STEPS, blocking.endStep);
    u32 sums[DIGITS][4][4] = {};  // diagonal, tile of 8 columns, register
#pragma unroll 1
    for (int step = from - 1; step < to; step++) {  // the first turn only queues copies
      awaitCopies<0>();
      __syncthreads();  // this step's words are there; nobody reads the last step's any more
      if (step + 1 < to) {
        blocking.stage(a, step + 1, stages + (step + 1) % 2 * STAGE);
        commitCopies();
      }
      if (step < from) {
        continue;
      }
      Place at;
      const u64 *tileX = stages + step % 2 * STAGE;
      u32 x[DIGITS][2][2];
      loadDigits<!TX>(tileX, at.row, at.lane % 4, x);
#pragma unroll
      for (int pair = 0; pair < 2; pair++) {
        u32 y[DIGITS][2][2];
        loadDigits<TY>(tileX + X::SIZE, at.col + pair * 16 + at.lane / 4 * 2, at.lane % 4, y);
#pragma unroll
        for (int j = 0; j < DIGITS; j++) {  // y outside: it takes fewer registers than x outside
#pragma unroll
          for (int i = 0; i + j < DIGITS; i++) {
#pragma unroll
            for (int e = 0; e < 2; e++) {
              multiply(sums[i + j][2 * pair + e], x[i], y[j][e][0], y[j][e][1]);
            }
          }
        }
      }
    }
    Place at;
#pragma unroll
    for (int pair = 0; pair < 2; pair++) {
#pragma unroll
      for (int c = 0; c < 4; c++) {
        u64 left = 0, right = 0;
#pragma unroll
        for (int d = 0; d < DIGITS; d++) {
          left += static_cast<u64>(sums[d][2 * pair][c]) << (8 * d);
          right += static_cast<u64>(sums[d][2 * pair + 1][c]) << (8 * d);
        }
        addPair(a, blocking.row0 + at.row + c / 2,
                blocking.col0 + at.col + pair * 16 + at.lane % 4 * 4 + c % 2 * 2, a.factor * left,
                a.factor * right);
      }
    }
  }
}

}  // namespace

#define MATMUL_DIGITS(name, transposeX, transposeY)                                       \
  extern "C" __global__ void __launch_bounds__(THREADS, 1) name(const MatmulArgs a) { \
    matmulDigits<transposeX, transposeY>(a);                                              \
  }

MATMUL_DIGITS(matmul_digits_nn, false, false)
MATMUL_DIGITS(matmul_digits_nt, false, true)
MATMUL_DIGITS(matmul_digits_tn, true, false)
MATMUL_DIGITS(matmul_digits_tt, true, true)
