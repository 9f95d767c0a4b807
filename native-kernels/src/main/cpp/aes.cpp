// AES-128 of counter blocks with VAES: thirty-two blocks in flight, four a register.
#include <immintrin.h>

#include "kernels.h"

namespace {

constexpr int ROUNDS = 10;
constexpr int BLOCKS = 4;     // a register
constexpr int REGISTERS = 8;  // in flight
constexpr int WORDS = 8;      // a register

template <int RCON>
inline __m128i next_key(__m128i key) {
  __m128i word = _mm_shuffle_epi32(_mm_aeskeygenassist_si128(key, RCON), 0xFF);
  key = _mm_xor_si128(key, _mm_slli_si128(key, 4));
  key = _mm_xor_si128(key, _mm_slli_si128(key, 8));
  return _mm_xor_si128(key, word);
}

struct Keys {
  __m512i round[ROUNDS + 1];
};

// Encrypts R registers of counters; `counter` is the first, moved on to the next.
template <int R>
inline void encrypt(const Keys& keys, __m512i& counter, __m512i blocks[R]) {
  const __m512i step = _mm512_set_epi64(0, BLOCKS, 0, BLOCKS, 0, BLOCKS, 0, BLOCKS);
#pragma GCC unroll 8
  for (int r = 0; r < R; r++) {
    blocks[r] = _mm512_xor_si512(counter, keys.round[0]);
    counter = _mm512_add_epi64(counter, step);
  }
#pragma GCC unroll 9
  for (int round = 1; round < ROUNDS; round++) {
#pragma GCC unroll 8
    for (int r = 0; r < R; r++) {
      blocks[r] = _mm512_aesenc_epi128(blocks[r], keys.round[round]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; r++) {
    blocks[r] = _mm512_aesenclast_epi128(blocks[r], keys.round[ROUNDS]);
  }
}

}  // namespace

RINGBENCH_API void ringbench_aes_schedule(const uint8_t* key, uint64_t* schedule) {
  __m128i k[ROUNDS + 1];
  k[0] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(key));
  k[1] = next_key<0x01>(k[0]);
  k[2] = next_key<0x02>(k[1]);
  k[3] = next_key<0x04>(k[2]);
  k[4] = next_key<0x08>(k[3]);
  k[5] = next_key<0x10>(k[4]);
  k[6] = next_key<0x20>(k[5]);
  k[7] = next_key<0x40>(k[6]);
  k[8] = next_key<0x80>(k[7]);
  k[9] = next_key<0x1B>(k[8]);
  k[10] = next_key<0x36>(k[9]);
  for (int i = 0; i <= ROUNDS; i++) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(schedule + 2 * i), k[i]);
  }
}

RINGBENCH_API void ringbench_aes_expand(const uint64_t* schedule, int64_t stream,
                                        int64_t first_block, uint64_t* out, int64_t words) {
  Keys keys;
  for (int i = 0; i <= ROUNDS; i++) {
    keys.round[i] = _mm512_broadcast_i32x4(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(schedule + 2 * i)));
  }
  __m512i counter = _mm512_add_epi64(_mm512_set_epi64(stream, first_block, stream, first_block,
                                                      stream, first_block, stream, first_block),
                                     _mm512_set_epi64(0, 3, 0, 2, 0, 1, 0, 0));
  int64_t word = 0;
  for (; word + REGISTERS * WORDS <= words; word += REGISTERS * WORDS) {
    __m512i blocks[REGISTERS];
    encrypt<REGISTERS>(keys, counter, blocks);
#pragma GCC unroll 8
    for (int r = 0; r < REGISTERS; r++) {
      _mm512_storeu_si512(out + word + r * WORDS, blocks[r]);
    }
  }
  for (; word < words; word += WORDS) {
    __m512i block[1];
    encrypt<1>(keys, counter, block);
    int64_t left = words - word;
    __mmask8 mask = left >= WORDS ? 0xFF : static_cast<__mmask8>((1u << left) - 1);
    _mm512_mask_storeu_epi64(out + word, mask, block[0]);
  }
}
