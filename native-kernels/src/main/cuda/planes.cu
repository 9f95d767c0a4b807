// The comparison on bit planes: see BitPlanes, ComparisonLayout and AndLevel in mpc-core, whose
// PlaneKernels these kernels follow. A word of a plane holds one bit of 64 elements; element e of a
// tile of 512 is bit e / 8 of word e % 8.

#include <cstdint>

using u64 = unsigned long long;

constexpr int kTile = 512;
constexpr int kLanes = 8;
constexpr int kTileThreads = 256;
constexpr int kAndThreads = 128;
constexpr int kSignThreads = 128;
constexpr int kPlane = 62;  // the slack bit, above the compared ones

struct PlaneArgs {
  u64 words;  // c or r, n ring elements
  u64 dealt;  // this party's share of the planes of r, or that of party 0
  u64 last;   // signBit: the pair that left the tree
  u64 out;
  uint32_t n;
  uint32_t chunkBits;
  uint32_t chunks;
  uint32_t dealtPlanes;
  uint32_t topPlane;
  uint32_t firstParty;
};
static_assert(sizeof(PlaneArgs) == 56, "as BitPlaneKernels packs it");

// Compile-time loops: f(Index<0>()), f(Index<1>()), ...
template <int kValue>
struct Index {
  static constexpr int value = kValue;
};

template <int kCount, int kNext = 0, typename F>
static __device__ __forceinline__ void unrolled(F f) {
  if constexpr (kNext < kCount) {
    f(Index<kNext>());
    unrolled<kCount, kNext + 1>(f);
  }
}

// Transposes 32 x 32 bits: row t in lane t becomes column t in lane t (Hacker's Delight 7-3).
static __device__ __forceinline__ uint32_t transpose32(uint32_t x) {
  const uint32_t lane = threadIdx.x % 32;
  uint32_t mask = 0xFFFF;
#pragma unroll
  for (uint32_t block = 16; block > 0; block >>= 1) {
    const uint32_t y = __shfl_xor_sync(0xFFFFFFFF, x, block);
    x = (lane & block) == 0 ? (x & mask) | (y & mask) << block
                            : (x & ~mask) | (y >> block & mask);
    mask ^= mask << (block >> 1);
  }
  return x;
}

// Leaves in planes[p * 9 + l] bit p of the tile's elements 8 i + l; 0 beyond element n. Nine words
// a row keep the column accesses of a half warp in different banks.
static __device__ __forceinline__ void load_planes(const PlaneArgs& a, u64* planes) {
  const u64* words = reinterpret_cast<const u64*>(a.words) + static_cast<u64>(blockIdx.x) * kTile;
  const uint32_t left = a.n - blockIdx.x * kTile;
#pragma unroll
  for (uint32_t s = 0; s < kTile / kTileThreads; s++) {
    const uint32_t e = threadIdx.x + s * kTileThreads;
    planes[e / kLanes * 9 + e % kLanes] = e < left ? words[e] : 0;
  }
  __syncthreads();
  u64* column = planes + threadIdx.x % 32 * 9 + threadIdx.x / 32;
  const u64 x = column[0];
  const u64 y = column[32 * 9];
  const u64 low = transpose32(static_cast<uint32_t>(x)) |
                  static_cast<u64>(transpose32(static_cast<uint32_t>(y))) << 32;
  const u64 high = transpose32(static_cast<uint32_t>(x >> 32)) |
                   static_cast<u64>(transpose32(static_cast<uint32_t>(y >> 32))) << 32;
  column[0] = low;
  column[32 * 9] = high;
  __syncthreads();
}

static __device__ __forceinline__ u64 choose(u64 bit, u64 one, u64 zero) {
  return zero ^ ((zero ^ one) & bit);
}

// Folds the thermometer code of a chunk of r to T_v and T_(v-1) for each element's chunk v.
template <int kBits>
static __device__ __forceinline__ void compare_chunk(const u64* planes, const u64* dealt,
                                                     bool firstParty, u64* pair) {
  constexpr int kCodes = (1 << kBits) - 1;
  u64 at[kCodes + 1];
  u64 below[kCodes + 1];
  below[0] = firstParty ? ~0ull : 0;
#pragma unroll
  for (int u = 0; u < kCodes; u++) {
    at[u] = dealt[u * kLanes];
    below[u + 1] = at[u];
  }
  at[kCodes] = 0;
  unrolled<kBits>([&](auto b) {
    const u64 bit = planes[b.value * 9];
    unrolled<(1 << (kBits - 1 - b.value))>([&](auto u) {
      at[u.value] = choose(bit, at[2 * u.value + 1], at[2 * u.value]);
      below[u.value] = choose(bit, below[2 * u.value + 1], below[2 * u.value]);
    });
  });
  pair[0] = at[0];
  pair[kLanes] = below[0] ^ at[0];
}

extern "C" __global__ void __launch_bounds__(kTileThreads)
    compare_chunks(const __grid_constant__ PlaneArgs a) {
  __shared__ u64 planes[64 * 9];
  load_planes(a, planes);
  const u64* dealt = reinterpret_cast<const u64*>(a.dealt) +
                     static_cast<u64>(blockIdx.x) * a.dealtPlanes * kLanes;
  u64* pairs = reinterpret_cast<u64*>(a.out) + static_cast<u64>(blockIdx.x) * a.chunks * 2 * kLanes;
  const uint32_t codes = (1u << a.chunkBits) - 1;
  for (uint32_t item = threadIdx.x; item < a.chunks * kLanes; item += kTileThreads) {
    const uint32_t chunk = item / kLanes;
    const uint32_t lane = item % kLanes;
    const u64* bits = planes + chunk * a.chunkBits * 9 + lane;
    const u64* in = dealt + chunk * codes * kLanes + lane;
    u64* out = pairs + 2 * chunk * kLanes + lane;
    switch (min(a.chunkBits, kPlane - chunk * a.chunkBits)) {
      case 1:
        compare_chunk<1>(bits, in, a.firstParty, out);
        break;
      case 2:
        compare_chunk<2>(bits, in, a.firstParty, out);
        break;
      case 3:
        compare_chunk<3>(bits, in, a.firstParty, out);
        break;
      default:
        compare_chunk<4>(bits, in, a.firstParty, out);
    }
  }
}

// T_u = [chunk > u] of each element's chunk, from its low bit up, xor the other share.
template <int kBits>
static __device__ __forceinline__ void deal_chunk(const u64* planes, const u64* in, u64* out) {
  constexpr int kCodes = (1 << kBits) - 1;
  u64 at[kCodes];
  unrolled<kBits>([&](auto b) {
    constexpr int codes = (1 << b.value) - 1;
    const u64 bit = planes[b.value * 9];
    at[codes] = bit;
    unrolled<codes>([&](auto u) {
      at[codes + 1 + u.value] = bit & at[u.value];
      at[u.value] |= bit;
    });
  });
  // All loads before the first store: out may be in, so the compiler cannot reorder them.
  unrolled<kCodes>([&](auto u) { at[u.value] ^= in[u.value * kLanes]; });
  unrolled<kCodes>([&](auto u) { out[u.value * kLanes] = at[u.value]; });
}

extern "C" __global__ void __launch_bounds__(kTileThreads)
    deal_comparison(const __grid_constant__ PlaneArgs a) {
  __shared__ u64 planes[64 * 9];
  load_planes(a, planes);
  const u64 tile = static_cast<u64>(blockIdx.x) * a.dealtPlanes * kLanes;
  const u64* dealt0 = reinterpret_cast<const u64*>(a.dealt) + tile;
  u64* dealt1 = reinterpret_cast<u64*>(a.out) + tile;
  const uint32_t codes = (1u << a.chunkBits) - 1;
  for (uint32_t item = threadIdx.x; item < (a.chunks + 1) * kLanes; item += kTileThreads) {
    const uint32_t chunk = item / kLanes;
    const uint32_t lane = item % kLanes;
    if (chunk == a.chunks) {
      const uint32_t top = a.topPlane * kLanes + lane;
      dealt1[top] = dealt0[top] ^ planes[kPlane * 9 + lane];
      continue;
    }
    const u64* bits = planes + chunk * a.chunkBits * 9 + lane;
    const u64* in = dealt0 + chunk * codes * kLanes + lane;
    u64* out = dealt1 + chunk * codes * kLanes + lane;
    switch (min(a.chunkBits, kPlane - chunk * a.chunkBits)) {
      case 1:
        deal_chunk<1>(bits, in, out);
        break;
      case 2:
        deal_chunk<2>(bits, in, out);
        break;
      case 3:
        deal_chunk<3>(bits, in, out);
        break;
      default:
        deal_chunk<4>(bits, in, out);
    }
  }
}

// A warp a tile. Ballot k gives the bit of elements 32 k .. 32 k + 31, that is of four rows of
// eight lanes; every eighth bit of it belongs to one lane's word.
extern "C" __global__ void __launch_bounds__(kSignThreads)
    sign_bit(const __grid_constant__ PlaneArgs a) {
  const uint32_t tile = blockIdx.x * (kSignThreads / 32) + threadIdx.x / 32;
  if (tile * kTile >= a.n) {
    return;
  }
  const uint32_t t = threadIdx.x % 32;
  u64 word = 0;
  if (a.firstParty) {
    const u64* c = reinterpret_cast<const u64*>(a.words) + static_cast<u64>(tile) * kTile;
    const uint32_t left = a.n - tile * kTile;
#pragma unroll
    for (uint32_t k = 0; k < kTile / 32; k++) {
      const uint32_t e = 32 * k + t;
      const bool bit = e < left && (c[e] >> kPlane & 1);
      const uint32_t rows = __ballot_sync(0xFFFFFFFF, bit) >> t % kLanes & 0x01010101;
      // Bits 0, 8, 16, 24 to bits 24 to 27: no two of the sixteen partial products meet.
      word |= static_cast<u64>(rows * 0x01020408u >> 24 & 15) << (4 * k);
    }
  }
  if (t < kLanes) {
    const u64* dealt = reinterpret_cast<const u64*>(a.dealt) +
                       (static_cast<u64>(tile) * a.dealtPlanes + a.topPlane) * kLanes;
    const u64* last = reinterpret_cast<const u64*>(a.last) + static_cast<u64>(tile) * 2 * kLanes;
    u64* out = reinterpret_cast<u64*>(a.out) + static_cast<u64>(tile) * kLanes;
    out[t] = word ^ dealt[t] ^ last[t];
  }
}

// The levels of the tree. blockIdx.y picks the group, so that a block runs one unrolled form of it.

struct AndArgs {
  u64 pairs;
  u64 opened;
  u64 masks;     // dealAnd: those of party 0
  u64 masks1;    // dealAnd only
  u64 products;  // dealAnd: those of party 0
  u64 out;
  uint32_t words;  // of one plane: 8 a tile
  uint32_t pairPlanes;
  uint32_t maskPlanes;
  uint32_t productPlanes;
  uint32_t radix;
  uint32_t lastSize;
  uint32_t groupMasks;    // of a full group with eq; the first group has one fewer
  uint32_t firstProducts;  // of the first group
  uint32_t groupProducts;  // of a full group with eq
  uint32_t firstParty;
};
static_assert(sizeof(AndArgs) == 88, "as BitPlaneKernels packs it");

struct Sets {
  int count;
  int set[24];
};

// AndLevel.Group for kSize pairs, its sets known to the compiler.
template <int kSize, bool kEq>
struct Group {
  static constexpr int kMasks = 2 * (kSize - 1) + (kEq ? 1 : 0);
  static constexpr int kMonomials = kSize - 1 + (kEq ? 1 : 0);

  // The pair plane that variable v opens.
  static __host__ __device__ constexpr int variable(int v) {
    if (v < kSize - 1) {
      return 2 * (kSize - 1 - v) + 1;
    }
    return v < 2 * (kSize - 1) ? 2 * (2 * kSize - 3 - v) : 1;
  }

  static __host__ __device__ constexpr int monomial(int i) {
    return i < kSize - 1 ? ((1 << (i + 1)) - 1) | 1 << (kSize - 1 + i)
                         : ((1 << (kSize - 1)) - 1) | 1 << (2 * (kSize - 1));
  }

  static __host__ __device__ constexpr int bits(int set) {
    int count = 0;
    for (; set != 0; set &= set - 1) {
      count++;
    }
    return count;
  }

  static __host__ __device__ constexpr Sets products() {
    Sets sets{};
    for (int i = 0; i < kMonomials; i++) {
      for (int set = 1; set <= monomial(i); set++) {
        if ((set & ~monomial(i)) == 0 && bits(set) > 1 && index(sets, set) == sets.count) {
          sets.set[sets.count++] = set;
        }
      }
    }
    return sets;
  }

  static __host__ __device__ constexpr int index(const Sets& sets, int set) {
    int i = 0;
    while (i < sets.count && sets.set[i] != set) {
      i++;
    }
    return i;
  }

  static constexpr Sets kSets = products();
  static constexpr int kProducts = kSets.count;

  static __host__ __device__ constexpr int log2(int power) {
    int i = 0;
    while (power > 1 << i) {
      i++;
    }
    return i;
  }

  // The factor that stands for a set: of the masks for one variable, then of the products.
  static __host__ __device__ constexpr int leaf(int set) {
    return bits(set) == 1 ? log2(set) : kMasks + index(kSets, set);
  }

  static __host__ __device__ constexpr int highest(int set) {
    int bit = 1;
    while (bit << 1 <= set) {
      bit <<= 1;
    }
    return bit;
  }

  // The number of the b-th variable of a set.
  static __host__ __device__ constexpr int nth(int set, int b) {
    for (; b > 0; b--) {
      set &= set - 1;
    }
    return log2(set & -set);
  }

  // Those variables of a monomial that the bits of choice pick.
  static __host__ __device__ constexpr int subset(int monomial, int choice) {
    int set = 0;
    for (int b = 0; choice >> b != 0; b++) {
      if (choice >> b & 1) {
        set |= 1 << nth(monomial, b);
      }
    }
    return set;
  }
};

// Where a block's group and a thread's word stand.
struct Place {
  u64 tile;
  uint32_t lane;
  uint32_t group;
  uint32_t firstPair;
  uint32_t firstMask;
  uint32_t firstProduct;

  __device__ __forceinline__ Place(const AndArgs& a, uint32_t word) {
    tile = word / kLanes;
    lane = word % kLanes;
    group = blockIdx.y;
    firstPair = group * a.radix;
    firstMask = group == 0 ? 0 : group * a.groupMasks - 1;
    firstProduct = group == 0 ? 0 : a.firstProducts + (group - 1) * a.groupProducts;
  }

  __device__ __forceinline__ u64* at(u64 tensor, uint32_t planes, uint32_t plane) const {
    return reinterpret_cast<u64*>(tensor) + (tile * planes + plane) * kLanes + lane;
  }
};

template <int kSize, bool kEq>
static __device__ __forceinline__ void mask_group(const AndArgs& a, const Place& place) {
  using G = Group<kSize, kEq>;
  const u64* pairs = place.at(a.pairs, a.pairPlanes, 2 * place.firstPair);
  const u64* masks = place.at(a.masks, a.maskPlanes, place.firstMask);
  u64* out = place.at(a.out, a.maskPlanes, place.firstMask);
  u64 word[G::kMasks];
  unrolled<G::kMasks>([&](auto v) {
    constexpr int plane = G::variable(v.value);
    word[v.value] = pairs[plane * kLanes] ^ masks[v.value * kLanes];
  });
  unrolled<G::kMasks>([&](auto v) { out[v.value * kLanes] = word[v.value]; });
}

template <int kSize, bool kEq>
static __device__ __forceinline__ void combine_group(const AndArgs& a, const Place& place) {
  using G = Group<kSize, kEq>;
  const u64* pairs = place.at(a.pairs, a.pairPlanes, 2 * place.firstPair);
  const u64* opened = place.at(a.opened, a.maskPlanes, place.firstMask);
  const u64* masks = place.at(a.masks, a.maskPlanes, place.firstMask);
  const u64* products = place.at(a.products, a.productPlanes, place.firstProduct);
  u64 bit[G::kMasks];
  u64 factor[G::kMasks + G::kProducts];
  unrolled<G::kMasks>([&](auto v) {
    bit[v.value] = opened[v.value * kLanes];
    factor[v.value] = masks[v.value * kLanes];
  });
  unrolled<G::kProducts>(
      [&](auto i) { factor[G::kMasks + i.value] = products[i.value * kLanes]; });
  u64 lt = pairs[2 * (kSize - 1) * kLanes];
  u64 eq = 0;
  unrolled<G::kMonomials>([&](auto i) {
    constexpr int monomial = G::monomial(i.value);
    constexpr int variables = G::bits(monomial);
    u64 planes[1 << variables];
    planes[0] = a.firstParty ? ~0ull : 0;
    unrolled<(1 << variables) - 1>([&](auto s) {
      constexpr int leaf = G::leaf(G::subset(monomial, s.value + 1));
      planes[s.value + 1] = factor[leaf];
    });
    // Horner: opening a variable takes each set without it to a set of the others.
    unrolled<variables>([&](auto v) {
      constexpr int variable = G::nth(monomial, v.value);
      unrolled<(1 << (variables - 1 - v.value))>([&](auto s) {
        planes[s.value] = (bit[variable] & planes[2 * s.value]) ^ planes[2 * s.value + 1];
      });
    });
    if (i.value < kSize - 1) {
      lt ^= planes[0];
    } else {
      eq = planes[0];
    }
  });
  u64* next = place.at(a.out, 2 * gridDim.y, 2 * place.group);
  next[0] = lt;
  next[kLanes] = eq;
}

template <int kSize, bool kEq>
static __device__ __forceinline__ void deal_group(const AndArgs& a, const Place& place) {
  using G = Group<kSize, kEq>;
  const u64* masks0 = place.at(a.masks, a.maskPlanes, place.firstMask);
  const u64* masks1 = place.at(a.masks1, a.maskPlanes, place.firstMask);
  const u64* products0 = place.at(a.products, a.productPlanes, place.firstProduct);
  u64* products1 = place.at(a.out, a.productPlanes, place.firstProduct);
  // All loads before the first store: products1 may be products0.
  u64 share[G::kProducts];
  unrolled<G::kProducts>([&](auto i) { share[i.value] = products0[i.value * kLanes]; });
  u64 factor[G::kMasks + G::kProducts];
  unrolled<G::kMasks>([&](auto v) {
    factor[v.value] = masks0[v.value * kLanes] ^ masks1[v.value * kLanes];
  });
  unrolled<G::kProducts>([&](auto i) {
    constexpr int set = G::kSets.set[i.value];
    constexpr int high = G::highest(set);
    constexpr int left = G::leaf(set ^ high);
    constexpr int right = G::leaf(high);
    factor[G::kMasks + i.value] = factor[left] & factor[right];
    products1[i.value * kLanes] = factor[G::kMasks + i.value] ^ share[i.value];
  });
}

// Runs the block's form of a group of two pairs or more.
#define DISPATCH(form)                                                      \
  const uint32_t word = blockIdx.x * kAndThreads + threadIdx.x;             \
  if (word >= a.words) {                                                    \
    return;                                                                 \
  }                                                                         \
  const Place place(a, word);                                               \
  const uint32_t size = blockIdx.y == gridDim.y - 1 ? a.lastSize : a.radix; \
  if (blockIdx.y == 0) {                                                    \
    switch (size) {                                                         \
      case 2:                                                               \
        form<2, false>(a, place);                                           \
        return;                                                             \
      case 3:                                                               \
        form<3, false>(a, place);                                           \
        return;                                                             \
      default:                                                              \
        form<4, false>(a, place);                                           \
        return;                                                             \
    }                                                                       \
  }                                                                         \
  switch (size) {                                                           \
    case 1:                                                                 \
      break;                                                                \
    case 2:                                                                 \
      form<2, true>(a, place);                                              \
      return;                                                               \
    case 3:                                                                 \
      form<3, true>(a, place);                                              \
      return;                                                               \
    default:                                                                \
      form<4, true>(a, place);                                              \
      return;                                                               \
  }

extern "C" __global__ void __launch_bounds__(kAndThreads)
    and_mask(const __grid_constant__ AndArgs a) {
  DISPATCH(mask_group)
}

extern "C" __global__ void __launch_bounds__(kAndThreads)
    and_combine(const __grid_constant__ AndArgs a) {
  DISPATCH(combine_group)
  // A group of one pair passes through.
  const u64* pair = place.at(a.pairs, a.pairPlanes, 2 * place.firstPair);
  u64* next = place.at(a.out, 2 * gridDim.y, 2 * place.group);
  next[0] = pair[0];
  next[kLanes] = pair[kLanes];
}

extern "C" __global__ void __launch_bounds__(kAndThreads)
    deal_and(const __grid_constant__ AndArgs a) {
  DISPATCH(deal_group)
}
