// The tile instructions of palette 1 in plain C++, checked as the CPU checks them.
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace emulated {

struct Tile {
  uint8_t bytes[16][64];
};

inline thread_local Tile tiles[8];
inline thread_local bool configured = false;
inline thread_local uint64_t products = 0;  // of tiles, for tests that must see them used

inline Tile& tile(int number) {
  if (!configured || number < 0 || number > 7) {
    std::fprintf(stderr, "tile %d used %s\n", number, configured ? "of 8" : "unconfigured");
    std::abort();
  }
  return tiles[number];
}

// Fails on all but eight tiles of 16 rows of 64 bytes, which the emulation takes for granted.
inline void load_configuration(const void* from) {
  const uint8_t* bytes = static_cast<const uint8_t*>(from);
  uint16_t row_bytes[16];
  std::memcpy(row_bytes, bytes + 16, sizeof row_bytes);
  for (int i = 0; i < 16; i++) {
    if (bytes[0] != 1 || bytes[1] != 0 || row_bytes[i] != (i < 8 ? 64 : 0) ||
        bytes[48 + i] != (i < 8 ? 16 : 0)) {
      std::fprintf(stderr, "a tile configuration that is not eight of 16 x 64 bytes\n");
      std::abort();
    }
  }
  std::memset(tiles, 0, sizeof tiles);
  configured = true;
}

inline void load(int to, const void* from, int64_t stride) {
  for (int r = 0; r < 16; r++) {
    std::memcpy(tile(to).bytes[r], static_cast<const uint8_t*>(from) + r * stride, 64);
  }
}

inline void store(int from, void* to, int64_t stride) {
  for (int r = 0; r < 16; r++) {
    std::memcpy(static_cast<uint8_t*>(to) + r * stride, tile(from).bytes[r], 64);
  }
}

// sum[m][n] += x[m][4k + t] * y[k][4n + t], unsigned bytes, 32-bit sums that wrap.
inline void multiply(int sum, int x, int y) {
  products++;
  for (int m = 0; m < 16; m++) {
    uint32_t row[16];
    std::memcpy(row, tile(sum).bytes[m], sizeof row);
    for (int k = 0; k < 16; k++) {
      for (int n = 0; n < 16; n++) {
        for (int t = 0; t < 4; t++) {
          row[n] += static_cast<uint32_t>(tile(x).bytes[m][4 * k + t]) * tile(y).bytes[k][4 * n + t];
        }
      }
    }
    std::memcpy(tile(sum).bytes[m], row, sizeof row);
  }
}

}  // namespace emulated

#undef _tile_loadconfig
#undef _tile_release
#undef _tile_zero
#undef _tile_loadd
#undef _tile_stored
#undef _tile_dpbuud
#define _tile_loadconfig(from) emulated::load_configuration(from)
#define _tile_release() (emulated::configured = false)
#define _tile_zero(to) std::memset(emulated::tile(to).bytes, 0, 1024)
#define _tile_loadd(to, from, stride) emulated::load(to, from, stride)
#define _tile_stored(from, to, stride) emulated::store(from, to, stride)
#define _tile_dpbuud(sum, x, y) emulated::multiply(sum, x, y)
