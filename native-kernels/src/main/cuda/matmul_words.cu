// The Beaver product on CUDA cores, with 64-bit words: tiles for matrices, and reductions along k
// for products with at most eight columns or rows.
#include "matmul.cuh"

namespace {

constexpr int DEPTH = 8;   // words along k of a step
constexpr int STAGES = 3;  // two steps are on their way while one is multiplied

// A pitch of 10 words along k keeps the 16-byte loads of eight neighbouring lines in different
// banks.
template <bool ALONG_K>
using Operand = Tile<ALONG_K, DEPTH, DEPTH + 2, TILE>;

// A thread's four lines of `LANES` * 4 in a warp's part: neighbours in pairs where the tile lies
// along lines, else LANES apart.
template <bool ALONG_K, int LANES>
__device__ __forceinline__ int lineOf(int lane, int i) {
  return ALONG_K ? lane + LANES * i : 2 * lane + 2 * LANES * (i / 2) + i % 2;
}

// words[i][p]: word k + p of the thread's line i.
template <bool ALONG_K, int LANES>
__device__ __forceinline__ void loadWords(const u64 *tile, int line, int lane, int k,
                                          Word (&words)[4][2]) {
  constexpr int PITCH = Operand<ALONG_K>::PITCH;
#pragma unroll
  for (int i = 0; i < 4; i++) {
    if constexpr (ALONG_K) {
      uint4 v = *reinterpret_cast<const uint4 *>(
          tile + (line + lineOf<true, LANES>(lane, i)) * PITCH + k);
      words[i][0] = {v.x, v.y};
      words[i][1] = {v.z, v.w};
    } else {
      int first = i / 2 * 2;
      int p = i % 2;
      uint4 v = *reinterpret_cast<const uint4 *>(
          tile + (k + p) * PITCH + line + lineOf<false, LANES>(lane, first));
      words[first][p] = {v.x, v.y};
      words[first + 1][p] = {v.z, v.w};
    }
  }
}

// Eight warps, each with 16 rows and 32 columns of the block's 64 x 64, a thread with 4 x 4.
template <bool TX, bool TY>
__device__ __forceinline__ void matmulWords(const MatmulArgs &a) {
  using X = Operand<!TX>;
  using Y = Operand<TY>;
  constexpr int STAGE = X::SIZE + Y::SIZE;
  __shared__ __align__(16) u64 stages[STAGES * STAGE];

  Blocking<X, Y, DEPTH> blocking(a);
  int warp = static_cast<int>(threadIdx.x) / 32;
  int laneM = static_cast<int>(threadIdx.x) % 32 / 8;
  int laneN = static_cast<int>(threadIdx.x) % 8;
  int row = warp % 4 * 16;
  int col = warp / 4 * 32;

  Sum sums[4][4] = {};
  int stage = 0;  // of this step's words
#pragma unroll 1
  for (int step = blocking.firstStep - (STAGES - 1); step < blocking.endStep;
       step++, stage = stage == STAGES - 1 ? 0 : stage + 1) {
    awaitCopies<STAGES - 2>();
    __syncthreads();  // this step's words are there; nobody reads the last step's any more
    int next = stage == 0 ? STAGES - 1 : stage - 1;
    if (step + STAGES - 1 < blocking.endStep) {
      blocking.stage(a, step + STAGES - 1, stages + next * STAGE);
    }
    commitCopies();
    if (step < blocking.firstStep) {  // the first turns only queue copies
      continue;
    }
    const u64 *tileX = stages + stage * STAGE;
#pragma unroll
    for (int k = 0; k < DEPTH; k += 2) {
      Word x[4][2], y[4][2];
      loadWords<!TX, 4>(tileX, row, laneM, k, x);
      loadWords<TY, 8>(tileX + X::SIZE, col, laneN, k, y);
#pragma unroll
      for (int p = 0; p < 2; p++) {
#pragma unroll
        for (int i = 0; i < 4; i++) {
#pragma unroll
          for (int j = 0; j < 4; j++) {
            sums[i][j].add(x[i][p], y[j][p]);
          }
        }
      }
    }
  }
#pragma unroll
  for (int i = 0; i < 4; i++) {
    int r = blocking.row0 + row + lineOf<!TX, 4>(laneM, i);
#pragma unroll
    for (int j = 0; j < 4; j++) {
      int c = blocking.col0 + col + lineOf<TY, 8>(laneN, j);
      if constexpr (!TY) {
        if (j % 2 == 0) {
          addPair(a, r, c, a.factor * sums[i][j].value(), a.factor * sums[i][j + 1].value());
        }
      } else if (r < a.m && c < a.n) {
        addWord(a.acc + static_cast<u64>(r) * a.n + c, a.factor * sums[i][j].value(), a.slices > 1);
      }
    }
  }
}

// A product with a narrow side: acc (rows x width, any strides) += factor * sum of p_t * q_t, where
// p_t is rows x k_t and q_t is k_t x width (any strides). Row-major X with few columns of Y is one,
// and the other way round with everything transposed.
struct ThinArgs {
  const u64 *p0;    // 0
  const u64 *q0;    // 8
  const u64 *p1;    // 16
  const u64 *q1;    // 24
  u64 *acc;         // 32
  u64 factor;       // 40
  int rows;         // 48
  int width;        // 52: 1 to 8
  int k0;           // 56
  int k1;           // 60
  int ldp0;         // 64: words from a row of p to the next, or from a k to the next
  int ldp1;         // 68
  int qk0;          // 72: words from a k of q0 to the next
  int qc0;          // 76: words from a column of q0 to the next
  int qk1;          // 80
  int qc1;          // 84
  int accRow;       // 88
  int accColumn;    // 92
  int sliceLength;  // 96: words along the concatenated k of one slice
  int slices;       // 100
};
static_assert(sizeof(ThinArgs) == 104, "Matmul.java lays it out");

// The part of a term in a slice of the concatenated k.
struct Part {
  const u64 *p;
  const u64 *q;
  int ldp, qk, qc;
  u32 from, to;
};

__device__ __forceinline__ Part partOf(const ThinArgs &a, int term, int slice) {
  bool second = term != 0;
  long long begin = static_cast<long long>(slice) * a.sliceLength - (second ? a.k0 : 0);
  long long end = begin + a.sliceLength;
  long long k = second ? a.k1 : a.k0;
  return {second ? a.p1 : a.p0,
          second ? a.q1 : a.q0,
          second ? a.ldp1 : a.ldp0,
          second ? a.qk1 : a.qk0,
          second ? a.qc1 : a.qc0,
          static_cast<u32>(max(begin, 0LL)),
          static_cast<u32>(max(min(end, k), 0LL))};
}

__device__ __forceinline__ Word loadWord(const u64 *from) {
  uint2 v = *reinterpret_cast<const uint2 *>(from);
  return {v.x, v.y};
}

template <int W>
__device__ __forceinline__ void loadRow(const Part &part, int width, u32 k, Word (&q)[W]) {
  const u64 *from = part.q + static_cast<u64>(k) * part.qk;
#pragma unroll
  for (int c = 0; c < W; c++) {
    q[c] = c < width ? loadWord(from + static_cast<u64>(c) * part.qc) : Word{0, 0};
  }
}

// p's rows lie along k: a warp takes ROWS of them and a slice of k, its lanes neighbouring words.
template <int W, int ROWS>
__device__ __forceinline__ void thinAlongK(const ThinArgs &a) {
  u32 groups = static_cast<u32>(a.rows - 1) / ROWS + 1;
  u32 warp = blockIdx.x * WARPS + threadIdx.x / 32;
  int lane = static_cast<int>(threadIdx.x) % 32;
  if (warp >= groups * a.slices) {
    return;
  }
  int slice = static_cast<int>(warp / groups);
  int row0 = static_cast<int>(warp % groups) * ROWS;

  Sum sums[ROWS][W] = {};
#pragma unroll 1
  for (int term = 0; term < 2; term++) {
    Part part = partOf(a, term, slice);
    const u64 *p[ROWS];
#pragma unroll
    for (int r = 0; r < ROWS; r++) {  // a row too many is not written below
      p[r] = part.p + static_cast<u64>(min(row0 + r, a.rows - 1)) * part.ldp;
    }
#pragma unroll (W == 1 ? 2 : 1)
    for (u32 k = part.from + lane; k < part.to; k += 32) {
      Word q[W];
      loadRow(part, a.width, k, q);
#pragma unroll
      for (int r = 0; r < ROWS; r++) {
        Word x = loadWord(p[r] + k);
#pragma unroll
        for (int c = 0; c < W; c++) {
          sums[r][c].add(x, q[c]);
        }
      }
    }
  }
  u64 mine = 0;  // lane r * W + c keeps the sum of row r and column c
#pragma unroll
  for (int r = 0; r < ROWS; r++) {
#pragma unroll
    for (int c = 0; c < W; c++) {
      u64 sum = sums[r][c].value();
#pragma unroll
      for (int distance = 16; distance > 0; distance /= 2) {
        sum += __shfl_xor_sync(0xffffffffu, sum, distance);
      }
      mine = lane == r * W + c ? sum : mine;
    }
  }
  int row = row0 + lane / W;
  int column = lane % W;
  if (lane < ROWS * W && row < a.rows && column < a.width) {
    addWord(a.acc + static_cast<long long>(row) * a.accRow +
                static_cast<long long>(column) * a.accColumn,
            a.factor * mine, a.slices > 1);
  }
}

// p's columns lie along its rows' index: a lane takes one row, a warp every eighth k of a slice.
template <int W>
__device__ __forceinline__ void thinAlongRows(const ThinArgs &a) {
  __shared__ u64 parts[WARPS][W][32];
  int lane = static_cast<int>(threadIdx.x) % 32;
  int warp = static_cast<int>(threadIdx.x) / 32;
  int row = min(static_cast<int>(blockIdx.x) * 32 + lane, a.rows - 1);

  Sum sums[W] = {};
#pragma unroll 1
  for (int term = 0; term < 2; term++) {
    Part part = partOf(a, term, static_cast<int>(blockIdx.z));
    const u64 *p = part.p + row;
#pragma unroll (W == 1 ? 4 : 1)
    for (u32 k = part.from + warp; k < part.to; k += WARPS) {
      Word q[W];
      loadRow(part, a.width, k, q);
      Word x = loadWord(p + static_cast<u64>(k) * part.ldp);
#pragma unroll
      for (int c = 0; c < W; c++) {
        sums[c].add(x, q[c]);
      }
    }
  }
#pragma unroll
  for (int c = 0; c < W; c++) {
    parts[warp][c][lane] = sums[c].value();
  }
  __syncthreads();
  if (warp < W) {  // warp c adds up column c
    u64 sum = 0;
#pragma unroll
    for (int w = 0; w < WARPS; w++) {
      sum += parts[w][warp][lane];
    }
    int out = static_cast<int>(blockIdx.x) * 32 + lane;
    if (out < a.rows && warp < a.width) {
      addWord(a.acc + static_cast<long long>(out) * a.accRow +
                  static_cast<long long>(warp) * a.accColumn,
              a.factor * sum, a.slices > 1);
    }
  }
}

}  // namespace

#define MATMUL_WORDS(name, transposeX, transposeY)                                        \
  extern "C" __global__ void __launch_bounds__(THREADS, 2) name(const MatmulArgs a) { \
    matmulWords<transposeX, transposeY>(a);                                               \
  }
#define MATMUL_THIN(name, body)                                                      \
  extern "C" __global__ void __launch_bounds__(THREADS, 2) name(const ThinArgs a) { \
    body(a);                                                                         \
  }

MATMUL_WORDS(matmul_words_nn, false, false)
MATMUL_WORDS(matmul_words_nt, false, true)
MATMUL_WORDS(matmul_words_tn, true, false)
MATMUL_WORDS(matmul_words_tt, true, true)
MATMUL_THIN(matmul_thin_along_k_1, (thinAlongK<1, 4>))
MATMUL_THIN(matmul_thin_along_k_8, (thinAlongK<8, 2>))
MATMUL_THIN(matmul_thin_along_rows_1, thinAlongRows<1>)
MATMUL_THIN(matmul_thin_along_rows_8, thinAlongRows<8>)
