// What the CPU offers and the system allows. Compiled without any of it.
#include <cpuid.h>

#include "kernels.h"

namespace {

constexpr int SYS_ARCH_PRCTL = 158;
constexpr int64_t ARCH_REQ_XCOMP_PERM = 0x1023;
constexpr int64_t XFEATURE_TILES = 18;

constexpr uint64_t SAVED_AVX512 = 0xE6;    // SSE, AVX, opmask, both halves of zmm
constexpr uint64_t SAVED_TILES = 0x60000;  // tile configuration and data

bool has(uint32_t word, int bit) { return (word >> bit & 1) != 0; }

uint64_t saved_states() {
  uint32_t low;
  uint32_t high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return static_cast<uint64_t>(high) << 32 | low;
}

bool grants_tiles() {
  int64_t result = SYS_ARCH_PRCTL;
  __asm__ volatile("syscall"
                   : "+a"(result)
                   : "D"(ARCH_REQ_XCOMP_PERM), "S"(XFEATURE_TILES)
                   : "rcx", "r11", "memory");
  return result == 0;
}

}  // namespace

RINGBENCH_API int32_t ringbench_cpu() {
  uint32_t a;
  uint32_t b;
  uint32_t c;
  uint32_t d;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || !has(c, 27)) {
    return 0;  // no xgetbv
  }
  bool aes = has(c, 25);
  uint64_t saved = saved_states();
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0) {
    return 0;
  }
  int32_t found = 0;
  bool avx512 = has(b, 16) && has(b, 17) && has(b, 30) && has(b, 31);
  if (!avx512 || (saved & SAVED_AVX512) != SAVED_AVX512) {
    return 0;
  }
  found |= RINGBENCH_AVX512;
  if (aes && has(c, 9)) {
    found |= RINGBENCH_VAES;
  }
  if (has(c, 1)) {
    found |= RINGBENCH_VBMI;
  }
  if (has(d, 24) && has(d, 25)) {
    found |= RINGBENCH_AMX;
    if ((saved & SAVED_TILES) == SAVED_TILES && grants_tiles()) {
      found |= RINGBENCH_AMX_GRANTED;
    }
  }
  return found;
}
