// What the kernels of the fused Beaver product share:
//
//   acc (m x n) += factor * sum over terms t of op(x_t) (m x k_t) * op(y_t) (k_t x n),  mod 2^64,
//
// one multiplication over the terms' concatenated inner dimensions, for one or two terms.
// Matrices are row-major; op transposes or not, for both terms alike.
#pragma once

typedef unsigned long long u64;
typedef unsigned int u32;

// x_t is m x k_t, or k_t x m where x is transposed; y_t is k_t x n, or n x k_t. One term: k1 = 0.
struct MatmulArgs {
  const u64 *x0;      // 0
  const u64 *y0;      // 8
  const u64 *x1;      // 16
  const u64 *y1;      // 24
  u64 *acc;           // 32
  u64 factor;         // 40
  int m;              // 48
  int n;              // 52
  int k0;             // 56
  int k1;             // 60
  int ldx0;           // 64: words from a row of x0 to the next
  int ldy0;           // 68
  int ldx1;           // 72
  int ldy1;           // 76
  int stepsPerSlice;  // 80: steps along k (of 8 words, or of 32) of one grid z
  int slices;         // 84: the grid's z; above 1 sums are added atomically
  int flags;          // 88: which operands start at 16-byte borders and have even rows
  int reserved;       // 92
};
static_assert(sizeof(MatmulArgs) == 96, "Matmul.java lays it out");

enum : int { PAIRS_X0 = 1, PAIRS_Y0 = 2, PAIRS_X1 = 4, PAIRS_Y1 = 8, PAIRS_ACC = 16 };

constexpr int TILE = 64;      // rows and columns of a block's part of acc
constexpr int THREADS = 256;  // of a block
constexpr int WARPS = THREADS / 32;

// Copies BYTES (8 or 16) to shared memory, the first `bytes` of them from global memory and the
// rest zero. PTX ISA, "cp.async": with 0 bytes nothing is read.
template <int BYTES>
__device__ __forceinline__ void copyAsync(u64 *shared, const u64 *global, int bytes) {
  u32 to = static_cast<u32>(__cvta_generic_to_shared(shared));
  u64 from = __cvta_generic_to_global(global);
  if constexpr (BYTES == 16) {  // past L1
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(to), "l"(from), "r"(bytes)
                 : "memory");
  } else {
    asm volatile("cp.async.ca.shared.global [%0], [%1], 8, %2;" ::"r"(to), "l"(from), "r"(bytes)
                 : "memory");
  }
}

__device__ __forceinline__ void commitCopies() {
  asm volatile("cp.async.commit_group;" ::: "memory");
}

// Waits until at most PENDING of this thread's groups are under way.
template <int PENDING>
__device__ __forceinline__ void awaitCopies() {
  asm volatile("cp.async.wait_group %0;" ::"n"(PENDING) : "memory");
}

// The thread's index, read anew at each call: what is derived from threadIdx.x would otherwise
// stay, from before the loop along k, in registers that the accumulators need.
__device__ __forceinline__ int threadIndex() {
  int thread;
  asm volatile("mov.u32 %0, %%tid.x;" : "=r"(thread));
  return thread;
}

// Queues copies of ROWS x WORDS words of a row-major matrix from (row0, col0) on, zeros outside of
// it, to a tile whose rows are PITCH words apart; BYTES at a time.
template <int BYTES, int ROWS, int WORDS, int PITCH>
__device__ __forceinline__ void stageTile(u64 *tile, const u64 *matrix, int ld, int row0, int col0,
                                          int rows, int cols) {
  constexpr int CHUNK = BYTES / 8;
  constexpr int COUNT = ROWS * WORDS / CHUNK / THREADS;
  constexpr int ROWS_AT_ONCE = THREADS * CHUNK / WORDS;
  static_assert(THREADS * CHUNK % WORDS == 0, "a thread keeps its column");
  int thread = threadIndex();
  int r = thread / (WORDS / CHUNK);
  int c = thread % (WORDS / CHUNK) * CHUNK;
  int bytes = min(max(cols - col0 - c, 0), CHUNK) * 8;
  const u64 *from = matrix + static_cast<u64>(row0 + r) * ld + (col0 + c);
  u64 *to = tile + r * PITCH + c;
  int rowsLeft = rows - row0 - r;  // outside of the matrix `from` points anywhere, and is not read
#pragma unroll
  for (int s = 0; s < COUNT; s++) {  // thread + s * THREADS, of all chunks
    copyAsync<BYTES>(to + s * ROWS_AT_ONCE * PITCH, from, s * ROWS_AT_ONCE < rowsLeft ? bytes : 0);
    from += static_cast<u64>(ROWS_AT_ONCE) * ld;
  }
}

// How an operand's tile of TILE lines (rows of op(x), columns of op(y)) by DEPTH words of k lies in
// shared memory: as in global memory, so along k or along the lines.
template <bool ALONG_K, int DEPTH, int PITCH_K, int PITCH_LINES>
struct Tile {
  static constexpr int PITCH = ALONG_K ? PITCH_K : PITCH_LINES;
  static constexpr int SIZE = ALONG_K ? TILE * PITCH_K : DEPTH * PITCH_LINES;

  // Queues the copies of lines line0.. and words k0.. along k.
  __device__ static __forceinline__ void stage(u64 *tile, const u64 *matrix, int ld, int line0,
                                               int k0, int lines, int k, bool pairs) {
    if constexpr (ALONG_K) {
      stageRows<TILE, DEPTH>(tile, matrix, ld, line0, k0, lines, k, pairs);
    } else {
      stageRows<DEPTH, TILE>(tile, matrix, ld, k0, line0, k, lines, pairs);
    }
  }

 private:
  template <int ROWS, int WORDS>
  __device__ static __forceinline__ void stageRows(u64 *tile, const u64 *matrix, int ld, int row0,
                                                   int col0, int rows, int cols, bool pairs) {
    if (pairs) {
      stageTile<16, ROWS, WORDS, PITCH>(tile, matrix, ld, row0, col0, rows, cols);
    } else {
      stageTile<8, ROWS, WORDS, PITCH>(tile, matrix, ld, row0, col0, rows, cols);
    }
  }
};

// The block's part of acc, its steps along k, and how a step's words come to shared memory.
template <class X, class Y, int DEPTH>
struct Blocking {
  int row0, col0, firstStep, endStep;

  __device__ __forceinline__ explicit Blocking(const MatmulArgs &a) {
    // Blocks that run at one time share rows and columns: bands of 8 tiles' height, down each
    // band's columns.
    constexpr int BAND = 8;
    int tilesM = (a.m - 1) / TILE + 1;
    int tilesN = (a.n - 1) / TILE + 1;
    int block = static_cast<int>(blockIdx.x);
    int band = block / (BAND * tilesN);
    int within = block - band * (BAND * tilesN);
    int height = min(BAND, tilesM - band * BAND);
    row0 = (band * BAND + within % height) * TILE;
    col0 = within / height * TILE;
    int steps = steps0(a) + (a.k1 + DEPTH - 1) / DEPTH;
    firstStep = static_cast<int>(blockIdx.z) * a.stepsPerSlice;
    endStep = min(firstStep + a.stepsPerSlice, steps);
  }

  __device__ static __forceinline__ int steps0(const MatmulArgs &a) {
    return (a.k0 + DEPTH - 1) / DEPTH;
  }

  __device__ __forceinline__ void stage(const MatmulArgs &a, int step, u64 *buffer) const {
    bool second = step >= steps0(a);
    int k0 = (second ? step - steps0(a) : step) * DEPTH;
    int k = second ? a.k1 : a.k0;
    bool pairsX = (a.flags & (second ? PAIRS_X1 : PAIRS_X0)) != 0;
    bool pairsY = (a.flags & (second ? PAIRS_Y1 : PAIRS_Y0)) != 0;
    X::stage(buffer, second ? a.x1 : a.x0, second ? a.ldx1 : a.ldx0, row0, k0, a.m, k, pairsX);
    Y::stage(buffer + X::SIZE, second ? a.y1 : a.y0, second ? a.ldy1 : a.ldy0, col0, k0, a.n, k,
             pairsY);
  }
};

// *to += value, together with other blocks if `shared`.
__device__ __forceinline__ void addWord(u64 *to, u64 value, bool shared) {
  if (shared) {
    asm volatile("red.global.add.u64 [%0], %1;" ::"l"(__cvta_generic_to_global(to)), "l"(value)
                 : "memory");
  } else {
    *to += value;
  }
}

// Adds two neighbouring words to acc at (row, col), as far as acc reaches.
__device__ __forceinline__ void addPair(const MatmulArgs &a, int row, int col, u64 left,
                                        u64 right) {
  if (row < a.m && col < a.n) {
    u64 *to = a.acc + static_cast<u64>(row) * a.n + col;
    if (a.slices == 1 && (a.flags & PAIRS_ACC)) {
      ulonglong2 sum = *reinterpret_cast<ulonglong2 *>(to);
      sum.x += left;
      sum.y += right;
      *reinterpret_cast<ulonglong2 *>(to) = sum;
    } else {
      addWord(to, left, a.slices > 1);
      if (col + 1 < a.n) {
        addWord(to + 1, right, a.slices > 1);
      }
    }
  }
}

// A word of the ring in its halves.
struct Word {
  u32 low;
  u32 high;
};

// A sum of products mod 2^64 in three multiply-adds of 32 bits each: the products of the low halves
// are wide, the cross products count from bit 32 on, those of the high halves not at all.
struct Sum {
  u64 wide;
  u32 cross;

  __device__ __forceinline__ void add(Word x, Word y) {
    asm("mad.wide.u32 %0, %1, %2, %0;" : "+l"(wide) : "r"(x.low), "r"(y.low));
    // In assembler, or the compiler would first add the two cross products.
    asm("mad.lo.u32 %0, %1, %2, %0;" : "+r"(cross) : "r"(x.high), "r"(y.low));
    asm("mad.lo.u32 %0, %1, %2, %0;" : "+r"(cross) : "r"(x.low), "r"(y.high));
  }

  __device__ __forceinline__ u64 value() const { return wide + (static_cast<u64>(cross) << 32); }
};
