// Transposes 8 x 8 words.
#pragma once

#include <immintrin.h>

inline void transpose_words(__m512i r[8]) {
  __m512i a[8];
  for (int i = 0; i < 8; i += 2) {
    a[i] = _mm512_unpacklo_epi64(r[i], r[i + 1]);
    a[i + 1] = _mm512_unpackhi_epi64(r[i], r[i + 1]);
  }
  __m512i b[8];
  for (int i = 0; i < 2; i++) {
    b[i] = _mm512_shuffle_i64x2(a[i], a[i + 2], 0x88);
    b[i + 2] = _mm512_shuffle_i64x2(a[i], a[i + 2], 0xDD);
    b[i + 4] = _mm512_shuffle_i64x2(a[i + 4], a[i + 6], 0x88);
    b[i + 6] = _mm512_shuffle_i64x2(a[i + 4], a[i + 6], 0xDD);
  }
  for (int i = 0; i < 4; i++) {
    r[i] = _mm512_shuffle_i64x2(b[i], b[i + 4], 0x88);
    r[i + 4] = _mm512_shuffle_i64x2(b[i], b[i + 4], 0xDD);
  }
}
