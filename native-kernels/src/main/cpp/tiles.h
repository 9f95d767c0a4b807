// The tile instructions: the CPU's, or plain C++ in their place for tests on CPUs without them.
#pragma once

#ifdef RINGBENCH_EMULATED_TILES
#include "tiles_emulated.h"
#else
#include <immintrin.h>
#endif

#include <cstdint>

// Intel's layout of palette 1: eight tiles of 16 rows of 64 bytes.
struct alignas(64) TileConfiguration {
  uint8_t palette = 1;
  uint8_t start_row = 0;
  uint8_t reserved[14] = {};
  uint16_t row_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};
static_assert(sizeof(TileConfiguration) == 64, "the layout that ldtilecfg reads");
