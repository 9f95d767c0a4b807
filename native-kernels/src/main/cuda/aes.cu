// AES-128 (FIPS 197) of counter blocks: the streams of RingBackend.expand.
//
// A column of the state is a 32-bit word, row 0 in its low byte, so that the little-endian counter
// and stream are the columns as they stand. A round is a look-up of each byte in T0 (SubBytes and
// MixColumns of row 0), rotated for the other rows. T0 lies in shared memory 32 times, a copy for
// each bank, so that no look-up conflicts with another (Tezcan, "Optimization of Advanced
// Encryption Standard on Graphics Processing Units", IEEE Access 2021). A round is then 16
// look-ups, at 32 a clock and multiprocessor, and about 52 other instructions, at 64 a clock;
// bit-sliced it would be about 75, and ask for 32 blocks and some 200 registers a thread.

#include <cstdint>

using u64 = unsigned long long;

constexpr int kThreads = 256;
constexpr int kRounds = 10;
constexpr int kKeyWords = 4 * (kRounds + 1);

struct ExpandArgs {
  uint32_t key[kKeyWords];
  uint32_t sbox[64];
  u64 stream;
  u64 streamOffset;  // address of a word that is added to the stream
  u64 firstBlock;
  u64 out;
  uint32_t n;     // words
  uint32_t wide;  // out lies on 16 bytes
};
static_assert(sizeof(ExpandArgs) == 472, "as AesKernels packs it");

struct RowsArgs {
  uint32_t key[kKeyWords];
  uint32_t sbox[64];
  u64 stream;
  u64 rows;
  u64 out;
  uint32_t count;
  uint32_t cols;
};
static_assert(sizeof(RowsArgs) == 464, "as AesKernels packs it");

// Fills the table, a copy for each lane: thread x computes T0[x] = (2 S, S, S, 3 S).
static __device__ __forceinline__ void fill_table(const uint32_t* sbox, uint32_t* table) {
  const uint32_t x = threadIdx.x;
  const uint32_t s = sbox[x / 4] >> (8 * (x % 4)) & 0xFF;
  const uint32_t twice = (s << 1 ^ (s >> 7) * 0x11B) & 0xFF;
  const uint32_t t = twice | s << 8 | s << 16 | (twice ^ s) << 24;
  uint4* row = reinterpret_cast<uint4*>(table + 32 * x);
#pragma unroll
  for (uint32_t k = 0; k < 8; k++) {
    // Neighbouring threads start at different banks.
    row[(k + x) % 8] = make_uint4(t, t, t, t);
  }
  __syncthreads();
}

// T0 of a byte of the column, from the lane's own copy: lane is 4 times its number. Shift, mask and
// the lane come to two instructions this way.
template <int kByte>
static __device__ __forceinline__ uint32_t look_up(const uint32_t* tables, uint32_t lane,
                                                   uint32_t column) {
  const uint32_t entry = kByte == 0 ? column << 7 : column >> (8 * kByte - 7);
  const uint32_t offset = (entry & 0xFF * 128) | lane;
  return *reinterpret_cast<const uint32_t*>(reinterpret_cast<const char*>(tables) + offset);
}

// Rotations to the left by whole bytes.
template <int kBytes>
static __device__ __forceinline__ uint32_t rotated(uint32_t x) {
  return __funnelshift_l(x, x, 8 * kBytes);
}

static __device__ __forceinline__ uint32_t round_column(const uint32_t* table, uint32_t lane,
                                                        uint32_t a, uint32_t b, uint32_t c,
                                                        uint32_t d, uint32_t key) {
  return look_up<0>(table, lane, a) ^ rotated<1>(look_up<1>(table, lane, b)) ^
         rotated<2>(look_up<2>(table, lane, c)) ^ rotated<3>(look_up<3>(table, lane, d)) ^ key;
}

// SubBytes and ShiftRows alone: S is byte 1 (and 2) of T0.
static __device__ __forceinline__ uint32_t last_column(const uint32_t* table, uint32_t lane,
                                                       uint32_t a, uint32_t b, uint32_t c,
                                                       uint32_t d, uint32_t key) {
  return (look_up<0>(table, lane, a) >> 8 & 0xFF | look_up<1>(table, lane, b) & 0xFF00 |
          look_up<2>(table, lane, c) & 0xFF0000 | look_up<3>(table, lane, d) << 8 & 0xFF000000) ^
         key;
}

// Encrypts (low, high).
static __device__ __forceinline__ ulonglong2 encrypt(const uint32_t* table, const uint32_t* key,
                                                     u64 low, u64 high) {
  const uint32_t lane = threadIdx.x % 32 * 4;
  uint32_t a = static_cast<uint32_t>(low) ^ key[0];
  uint32_t b = static_cast<uint32_t>(low >> 32) ^ key[1];
  uint32_t c = static_cast<uint32_t>(high) ^ key[2];
  uint32_t d = static_cast<uint32_t>(high >> 32) ^ key[3];
  // Unrolled in part: the loop costs nothing beside the look-ups, and the PTX stays short.
#pragma unroll 3
  for (int r = 4; r < 4 * kRounds; r += 4) {
    const uint32_t e = round_column(table, lane, a, b, c, d, key[r]);
    const uint32_t f = round_column(table, lane, b, c, d, a, key[r + 1]);
    const uint32_t g = round_column(table, lane, c, d, a, b, key[r + 2]);
    const uint32_t h = round_column(table, lane, d, a, b, c, key[r + 3]);
    a = e;
    b = f;
    c = g;
    d = h;
  }
  const uint32_t e = last_column(table, lane, a, b, c, d, key[4 * kRounds]);
  const uint32_t f = last_column(table, lane, b, c, d, a, key[4 * kRounds + 1]);
  const uint32_t g = last_column(table, lane, c, d, a, b, key[4 * kRounds + 2]);
  const uint32_t h = last_column(table, lane, d, a, b, c, key[4 * kRounds + 3]);
  return make_ulonglong2(e | static_cast<u64>(f) << 32, g | static_cast<u64>(h) << 32);
}

extern "C" __global__ void __launch_bounds__(kThreads)
    aes_expand(const __grid_constant__ ExpandArgs a) {
  __shared__ __align__(16) uint32_t tables[256 * 32];
  fill_table(a.sbox, tables);
  const u64 stream = a.stream + *reinterpret_cast<const u64*>(a.streamOffset);
  for (uint32_t j = blockIdx.x * kThreads + threadIdx.x; j < (a.n + 1) / 2;
       j += gridDim.x * kThreads) {
    const ulonglong2 v = encrypt(tables, a.key, a.firstBlock + j, stream);
    u64* out = reinterpret_cast<u64*>(a.out) + 2 * static_cast<u64>(j);
    const bool two = 2 * j + 1 < a.n;
    if (a.wide && two) {
      *reinterpret_cast<ulonglong2*>(out) = v;
      continue;
    }
    out[0] = v.x;
    if (two) {
      out[1] = v.y;
    }
  }
}

// Row i of out becomes the blocks of row rows[i] of the stream; negative ones are left alone.
extern "C" __global__ void __launch_bounds__(kThreads)
    aes_expand_rows(const __grid_constant__ RowsArgs a) {
  __shared__ __align__(16) uint32_t tables[256 * 32];
  fill_table(a.sbox, tables);
  const uint32_t blocks = (a.cols + 1) / 2;
  for (uint32_t i = blockIdx.x * kThreads + threadIdx.x; i < a.count * blocks;
       i += gridDim.x * kThreads) {
    const uint32_t r = i / blocks;
    const uint32_t j = i - r * blocks;
    const int row = reinterpret_cast<const int*>(a.rows)[r];
    if (row < 0) {
      continue;
    }
    const ulonglong2 v =
        encrypt(tables, a.key, static_cast<u64>(row) * blocks + j, a.stream);
    u64* out = reinterpret_cast<u64*>(a.out) + static_cast<u64>(r) * a.cols + 2 * j;
    const bool two = 2 * j + 1 < a.cols;
    if (two && reinterpret_cast<u64>(out) % 16 == 0) {
      *reinterpret_cast<ulonglong2*>(out) = v;
      continue;
    }
    out[0] = v.x;
    if (two) {
      out[1] = v.y;
    }
  }
}
