// Many small operations on ring words in one launch.
//
// A launch runs chains of commands: each chain has blocks of its own, in which a thread takes two
// neighbouring words through all of the chain's commands in order. A command may therefore read
// what an earlier one of its chain wrote, at the same index only; chains must not depend on each
// other. The host (ElementwiseQueue) sees to both.

#include <cstdint>

using u64 = unsigned long long;

constexpr int kCommands = 48;
constexpr int kThreads = 256;

enum Op : int {
  kClear,
  kCopy,
  kAdd,
  kSub,
  kXor,
  kAxpy,
  kAddConstant,
  kHadamard,
  kTruncate,
  kShiftShare,
  kDealTruncation,
  kDealBit,
  kDealSelection,
  kSelect,
  kAddRow,
  kGatherRows
};

// Pointers 0 to inputs - 1 are read at the thread's own index; 3, 4 and 6 hold bit planes, rows or
// row numbers for the operations that have them; 5, and 6 with two outputs, are written.
struct Command {
  u64 pointer[7];
  u64 factor;
  uint32_t cols;
  uint8_t op;
  uint8_t inputs;
  uint8_t outputs;  // bit 7: all words at even indices lie on 16 bytes; bit 6: the first party
  uint8_t shift;
};
static_assert(sizeof(Command) == 72, "as ElementwiseQueue packs it");

// A chain takes the blocks, and the commands, from the end of the chain before it on.
struct Chain {
  uint32_t n;
  uint32_t endBlock;
  uint32_t endCommand;
};

struct Args {
  Command command[kCommands];
  Chain chain[kCommands];
};
static_assert(sizeof(Args) == 4032, "as ElementwiseQueue packs it");

struct Pair {
  u64 a, b;
};

static __device__ __forceinline__ Pair load(u64 pointer, uint32_t i, bool wide, bool two) {
  const u64* p = reinterpret_cast<const u64*>(pointer) + i;
  if (wide && two) {
    ulonglong2 v = *reinterpret_cast<const ulonglong2*>(p);
    return {v.x, v.y};
  }
  return {p[0], two ? p[1] : 0};
}

static __device__ __forceinline__ void store(u64 pointer, uint32_t i, bool wide, bool two, Pair v) {
  u64* p = reinterpret_cast<u64*>(pointer) + i;
  if (wide && two) {
    *reinterpret_cast<ulonglong2*>(p) = make_ulonglong2(v.a, v.b);
    return;
  }
  p[0] = v.a;
  if (two) {
    p[1] = v.b;
  }
}

// The bits of elements i (even) and i + 1 of a tensor of one bit plane: see BitPlanes.
static __device__ __forceinline__ Pair bits(u64 plane, uint32_t i, bool two) {
  const u64* p = reinterpret_cast<const u64*>(plane) + (i / 512 * 8 + i % 8);
  uint32_t bit = i % 512 / 8;
  return {p[0] >> bit & 1, two ? p[1] >> bit & 1 : 0};
}

// (c >>> shift) - 2^(62 - shift)
static __device__ __forceinline__ u64 shifted(u64 c, int shift) {
  return (c >> shift) - (1ull << (62 - shift));
}

// (1 - msb c) * (top << (64 - shift)), 0 for shift 0
static __device__ __forceinline__ u64 wrap(u64 c, u64 top, int shift) {
  return static_cast<long long>(c) < 0 ? 0 : top << 1 << (63 - shift);
}

static __device__ __forceinline__ u64 truncated(u64 c, u64 high, u64 top, int shift, bool first) {
  return (first ? shifted(c, shift) : 0) - high + wrap(c, top, shift);
}

static __device__ __forceinline__ u64 shiftedShare(u64 word, int shift, bool first) {
  long long x = static_cast<long long>(first ? word : 0 - word) >> shift;
  return static_cast<u64>(first ? x : -x);
}

static __device__ __forceinline__ u64 selected(u64 t, u64 y, u64 c, u64 m, u64 high, u64 top,
                                               int shift) {
  u64 my = shifted(c, shift) * m - high + wrap(c, top, shift);
  return t ? y - my : my;
}

extern "C" __global__ void __launch_bounds__(kThreads)
    elementwise(const __grid_constant__ Args a) {
  uint32_t number = 0;
  uint32_t firstCommand = 0;
  uint32_t firstBlock = 0;
  while (blockIdx.x >= a.chain[number].endBlock) {
    firstBlock = a.chain[number].endBlock;
    firstCommand = a.chain[number].endCommand;
    number++;
  }
  const Chain chain = a.chain[number];
  const uint32_t pairs = (chain.n + 1) / 2;
  const uint32_t stride = (chain.endBlock - firstBlock) * kThreads;
  for (uint32_t pair = (blockIdx.x - firstBlock) * kThreads + threadIdx.x; pair < pairs;
       pair += stride) {
    const uint32_t i = 2 * pair;
    const bool two = i + 1 < chain.n;
#pragma unroll 1
    for (uint32_t k = firstCommand; k < chain.endCommand; k++) {
      const Command& c = a.command[k];
      const bool wide = c.outputs & 0x80;
      const bool first = c.outputs & 0x40;
      const int shift = c.shift;
      const int inputs = c.inputs;
      const u64 f = c.factor;
      Pair x{0, 0}, y{0, 0}, z{0, 0}, v{0, 0}, w{0, 0};
      if (inputs > 0) x = load(c.pointer[0], i, wide, two);
      if (inputs > 1) y = load(c.pointer[1], i, wide, two);
      if (inputs > 2) z = load(c.pointer[2], i, wide, two);
      if (inputs > 3) {
        v = load(c.pointer[3], i, wide, two);
        w = load(c.pointer[4], i, wide, two);
      }
      Pair out{0, 0}, out2{0, 0};
      switch (c.op) {
        case kClear:
          break;
        case kCopy:
          out = x;
          break;
        case kAdd:
          out = {x.a + y.a, x.b + y.b};
          break;
        case kSub:
          out = {x.a - y.a, x.b - y.b};
          break;
        case kXor:
          out = {x.a ^ y.a, x.b ^ y.b};
          break;
        case kAxpy:
          out = {x.a + f * y.a, x.b + f * y.b};
          break;
        case kAddConstant:
          out = {x.a + f, x.b + f};
          break;
        case kHadamard:
          out = {x.a + f * y.a * z.a, x.b + f * y.b * z.b};
          break;
        case kTruncate:
          out = {truncated(x.a, y.a, z.a, shift, first), truncated(x.b, y.b, z.b, shift, first)};
          break;
        case kShiftShare:
          out = {shiftedShare(x.a, shift, first), shiftedShare(x.b, shift, first)};
          break;
        case kDealBit:
        case kDealSelection: {
          Pair m = bits(c.pointer[3], i, two);
          Pair m1 = bits(c.pointer[4], i, two);
          m = {m.a ^ m1.a, m.b ^ m1.b};
          if (c.op == kDealBit) {
            out = {m.a - x.a, m.b - x.b};
            break;
          }
          x = {m.a ? x.a : 0, m.b ? x.b : 0};
        }
          // fall through: the rest is dealing the truncation of m * r.
        case kDealTruncation: {
          const u64 low = (1ull << shift) - 1;
          out = {(x.a >> shift) - y.a, (x.b >> shift) - y.b};
          out2 = {((x.a >> 63) - z.a) & low, ((x.b >> 63) - z.b) & low};
          break;
        }
        case kSelect: {
          Pair t = bits(c.pointer[6], i, two);
          out = {selected(t.a, x.a, y.a, z.a, v.a, w.a, shift),
                 selected(t.b, x.b, y.b, z.b, v.b, w.b, shift)};
          break;
        }
        case kAddRow: {
          const u64* row = reinterpret_cast<const u64*>(c.pointer[3]);
          const uint32_t j = i % c.cols;
          out = {x.a + f * row[j], x.b + f * row[j + 1 < c.cols ? j + 1 : 0]};
          break;
        }
        case kGatherRows: {
          const u64* from = reinterpret_cast<const u64*>(c.pointer[3]);
          const int* rows = reinterpret_cast<const int*>(c.pointer[4]);
          uint32_t r = i / c.cols;
          uint32_t j = i - r * c.cols;
          out.a = from[static_cast<u64>(rows[r]) * c.cols + j];
          if (two) {
            if (++j == c.cols) {
              j = 0;
              r++;
            }
            out.b = from[static_cast<u64>(rows[r]) * c.cols + j];
          }
          break;
        }
      }
      store(c.pointer[5], i, wide, two, out);
      if ((c.outputs & 3) == 2) {
        store(c.pointer[6], i, wide, two, out2);
      }
    }
  }
}

struct SumRowsArgs {
  u64 x;
  u64 acc;
  u64 factor;
  uint32_t rows;
  uint32_t cols;
  uint32_t slab;   // rows of a block
  uint32_t width;  // columns of a block: a power of two up to 32
};
static_assert(sizeof(SumRowsArgs) == 40, "as ElementwiseQueue packs it");

// acc[j] += factor * sum of x[i][j]. blockIdx.x picks the columns, blockIdx.y the slab of rows;
// slabs meet by atomic adds, whose order does not matter modulo 2^64.
extern "C" __global__ void __launch_bounds__(kThreads)
    sum_rows(const __grid_constant__ SumRowsArgs a) {
  __shared__ u64 partial[kThreads];
  const uint32_t lane = threadIdx.x & (a.width - 1);
  const uint32_t col = blockIdx.x * a.width + lane;
  const uint32_t step = kThreads / a.width;
  const uint32_t begin = blockIdx.y * a.slab;
  const uint32_t end = min(begin + a.slab, a.rows);
  u64 sum = 0;
  if (col < a.cols) {
    const u64* x = reinterpret_cast<const u64*>(a.x) + col;
#pragma unroll 4
    for (uint32_t r = begin + threadIdx.x / a.width; r < end; r += step) {
      sum += x[static_cast<u64>(r) * a.cols];
    }
  }
  partial[threadIdx.x] = sum;
  for (uint32_t half = kThreads / 2; half >= a.width; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half) {
      partial[threadIdx.x] += partial[threadIdx.x + half];
    }
  }
  if (threadIdx.x < a.width && col < a.cols) {
    u64* acc = reinterpret_cast<u64*>(a.acc) + col;
    const u64 total = a.factor * partial[threadIdx.x];
    if (gridDim.y == 1) {
      *acc += total;
    } else {
      atomicAdd(acc, total);
    }
  }
}
