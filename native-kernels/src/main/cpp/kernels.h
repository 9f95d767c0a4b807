// Kernels over the ring Z_2^64 for x86-64, called from Java through the foreign function API.
//
// Every function trusts its caller: ranges, overlaps and shapes are checked in Java. Nothing here
// allocates, keeps state, starts a thread or throws. Matrices are row-major words; ld* is the
// distance of two rows in words.
#pragma once

#include <cstdint>

#define RINGBENCH_API extern "C" __attribute__((visibility("default")))

// What ringbench_cpu finds, as bits.
constexpr int32_t RINGBENCH_AVX512 = 1;        // F, DQ, BW, VL, and the system saves the registers
constexpr int32_t RINGBENCH_VAES = 2;          // VAES on 512 bits
constexpr int32_t RINGBENCH_VBMI = 4;          // byte permutes: the digit split of the tiles
constexpr int32_t RINGBENCH_AMX = 8;           // the CPU has tiles of int8
constexpr int32_t RINGBENCH_AMX_GRANTED = 16;  // and the system lets this process use them

// Asks for the tiles' permission where there are tiles, once and for the whole process.
RINGBENCH_API int32_t ringbench_cpu();

// Words of scratch that a product needs: 64-byte aligned, of one thread at a time.
RINGBENCH_API int64_t ringbench_matmul_scratch();
RINGBENCH_API int64_t ringbench_matmul_tiles_scratch();

// acc (m x n) += factor * op(x) * op(y) with vpmullq: op(x) is m x k, op(y) k x n, and op transposes
// where the flag is not 0. acc overlaps no operand.
RINGBENCH_API void ringbench_matmul(int64_t factor, int64_t m, int64_t n, int64_t k,
                                    const uint64_t* x, int64_t ldx, int32_t transpose_x,
                                    const uint64_t* y, int64_t ldy, int32_t transpose_y,
                                    uint64_t* acc, int64_t ldacc, uint64_t* scratch);

// The same with int8 tiles: 36 products of bytes, summed along 8 diagonals.
RINGBENCH_API void ringbench_matmul_tiles(int64_t factor, int64_t m, int64_t n, int64_t k,
                                          const uint64_t* x, int64_t ldx, int32_t transpose_x,
                                          const uint64_t* y, int64_t ldy, int32_t transpose_y,
                                          uint64_t* acc, int64_t ldacc, uint64_t* scratch);

// The 22 words of the round keys of AES-128.
RINGBENCH_API void ringbench_aes_schedule(const uint8_t* key, uint64_t* schedule);

// Words 2j and 2j + 1 of out become AES-128 of the block (first_block + j, stream), both
// little-endian; the last block may be cut.
RINGBENCH_API void ringbench_aes_expand(const uint64_t* schedule, int64_t stream,
                                        int64_t first_block, uint64_t* out, int64_t words);
