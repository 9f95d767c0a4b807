// The library's own tests: every kernel against plain loops. Operands end where their memory ends: a
// word read or written beyond is a fault, also by masked instructions, which no sanitizer sees. The
// tile kernel is the same source over emulated tiles.
#include "kernels.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <vector>

#include "tiles.h"

namespace {

int failures = 0;

uint64_t state = 20251122;

uint64_t random_word() {
  state += 0x9E3779B97F4A7C15u;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// Exactly `count` words on the heap; edge values among them.
std::vector<uint64_t> words(int64_t count) {
  const uint64_t edges[] = {0, 1, ~0ull, 1ull << 63, (1ull << 63) - 1, 0xFFFFFFFFull};
  std::vector<uint64_t> all(static_cast<size_t>(count));
  for (uint64_t& word : all) {
    uint64_t r = random_word();
    word = r % 8 < 6 ? edges[r % 8] : random_word();
  }
  return all;
}

std::vector<uint64_t> saturated(int64_t count) {
  return std::vector<uint64_t>(static_cast<size_t>(count), ~0ull);
}

// A copy of some words in front of a page that must not be touched.
class Walled {
 public:
  explicit Walled(const std::vector<uint64_t>& from) : count_(from.size()) {
    size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    size_t pages = (count_ * sizeof(uint64_t) + page - 1) / page * page;
    bytes_ = pages + page;
    memory_ = static_cast<uint8_t*>(
        mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (memory_ == MAP_FAILED || mprotect(memory_ + pages, page, PROT_NONE) != 0) {
      std::perror("mmap");
      std::abort();
    }
    data_ = reinterpret_cast<uint64_t*>(memory_ + pages) - count_;
    std::copy(from.begin(), from.end(), data_);
  }
  Walled(const Walled&) = delete;
  Walled& operator=(const Walled&) = delete;
  ~Walled() { munmap(memory_, bytes_); }

  uint64_t* data() { return data_; }
  std::vector<uint64_t> words() const { return std::vector<uint64_t>(data_, data_ + count_); }

 private:
  size_t count_;
  size_t bytes_;
  uint8_t* memory_;
  uint64_t* data_;
};

struct Free {
  void operator()(uint64_t* p) const { std::free(p); }
};

std::unique_ptr<uint64_t, Free> scratch(int64_t count) {
  size_t bytes = (static_cast<size_t>(count) * sizeof(uint64_t) + 63) / 64 * 64;
  return std::unique_ptr<uint64_t, Free>(static_cast<uint64_t*>(std::aligned_alloc(64, bytes)));
}

using Matmul = decltype(&ringbench_matmul);

void check_product(const char* name, Matmul matmul, int64_t scratch_words, int64_t m, int64_t n,
                   int64_t k, bool transpose_x, bool transpose_y, bool full, int64_t zeros) {
  std::vector<uint64_t> x = full ? saturated(m * k) : words(m * k);
  std::vector<uint64_t> y = full ? saturated(k * n) : words(k * n);
  for (int64_t i = 0; i < m * k; i++) {  // rows of x as it lies in memory, in runs of `zeros`
    int64_t row = i / (transpose_x ? m : k);
    x[static_cast<size_t>(i)] *= zeros > 0 && row / zeros % 2 == 0 ? 0 : 1;
  }
  std::vector<uint64_t> acc = words(m * n);
  std::vector<uint64_t> expected = acc;
  const int64_t factor = full ? 1 : -41;
  for (int64_t i = 0; i < m; i++) {
    for (int64_t j = 0; j < n; j++) {
      uint64_t sum = 0;
      for (int64_t p = 0; p < k; p++) {
        sum += x[static_cast<size_t>(transpose_x ? p * m + i : i * k + p)] *
               y[static_cast<size_t>(transpose_y ? j * k + p : p * n + j)];
      }
      expected[static_cast<size_t>(i * n + j)] += static_cast<uint64_t>(factor) * sum;
    }
  }
  auto memory = scratch(scratch_words);
  Walled walled_x(x);
  Walled walled_y(y);
  Walled walled_acc(acc);
  matmul(factor, m, n, k, walled_x.data(), transpose_x ? m : k, transpose_x, walled_y.data(),
         transpose_y ? k : n, transpose_y, walled_acc.data(), n, memory.get());
  if (walled_acc.words() != expected) {
    failures++;
    std::printf("FAIL %s %ld x %ld x %ld%s%s%s, zeros in runs of %ld\n", name, long(m), long(k),
                long(n), transpose_x ? ", x transposed" : "", transpose_y ? ", y transposed" : "",
                full ? ", all bits set" : "", long(zeros));
  }
}

void check_products(const char* name, Matmul matmul, int64_t scratch_words, int64_t most) {
  const int64_t sides[] = {1, 2, 7, 8, 9, 16, 17, 24, 25, 31, 32, 33, 64, 65, 129, 200};
  for (int64_t m : sides) {
    for (int64_t n : sides) {
      for (int64_t k : {1, 5, 8, 16, 63, 64, 65, 160, 161, 330}) {
        if (m * n * k > most) {
          continue;
        }
        int choice = static_cast<int>(random_word() % 4);
        check_product(name, matmul, scratch_words, m, n, k, choice & 1, choice & 2, false, 0);
      }
    }
  }
  for (int choice = 0; choice < 4; choice++) {
    check_product(name, matmul, scratch_words, 37, 211, 53, choice & 1, choice & 2, false, 0);
    for (int64_t zeros : {1, 8, 9, 400}) {
      check_product(name, matmul, scratch_words, 64, 40, 90, choice & 1, choice & 2, false, zeros);
      check_product(name, matmul, scratch_words, 210, 9, 350, choice & 1, choice & 2, true, zeros);
    }
    check_product(name, matmul, scratch_words, 67, 35, 1100, choice & 1, choice & 2, true, 0);
  }
}

// One block of AES-128 by the definition (FIPS 197), on tables made here.
struct Aes {
  uint8_t box[256];
  uint8_t keys[11][16];

  static uint8_t twice(uint8_t a) { return static_cast<uint8_t>(a << 1 ^ (a >> 7) * 0x1B); }

  explicit Aes(const uint8_t key[16]) {
    uint8_t p = 1;
    uint8_t q = 1;
    do {  // p runs through all powers of 3, q through their inverses
      p = static_cast<uint8_t>(p ^ twice(p));
      q = static_cast<uint8_t>(q ^ q << 1);
      q = static_cast<uint8_t>(q ^ q << 2);
      q = static_cast<uint8_t>(q ^ q << 4);
      q = static_cast<uint8_t>(q ^ (q & 0x80 ? 0x09 : 0));
      uint8_t x = 0;
      for (int i = 0; i < 5; i++) {
        x = static_cast<uint8_t>(x ^ (q << i | q >> (8 - i)));
      }
      box[p] = static_cast<uint8_t>(x ^ 0x63);
    } while (p != 1);
    box[0] = 0x63;
    uint8_t rcon = 1;
    for (int i = 0; i < 176; i++) {
      uint8_t* all = keys[0];
      if (i < 16) {
        all[i] = key[i];
        continue;
      }
      uint8_t before = all[i - 4];
      if (i % 16 < 4) {
        before = box[all[i % 4 == 3 ? i - 7 : i - 3]];
        before = static_cast<uint8_t>(before ^ (i % 16 == 0 ? rcon : 0));
      }
      all[i] = static_cast<uint8_t>(all[i - 16] ^ before);
      if (i % 16 == 0) {
        rcon = twice(rcon);
      }
    }
  }

  void encrypt(uint8_t s[16]) const {
    for (int i = 0; i < 16; i++) s[i] ^= keys[0][i];
    for (int round = 1; round <= 10; round++) {
      uint8_t t[16];
      for (int i = 0; i < 16; i++) t[i] = box[s[(i + 4 * (i % 4)) % 16]];
      for (int c = 0; c < 16; c += 4) {
        for (int r = 0; r < 4; r++) {
          uint8_t a = t[c + r];
          uint8_t b = t[c + (r + 1) % 4];
          uint8_t mixed = static_cast<uint8_t>(twice(a) ^ twice(b) ^ b ^ t[c + (r + 2) % 4] ^
                                               t[c + (r + 3) % 4]);
          s[c + r] = static_cast<uint8_t>((round < 10 ? mixed : a) ^ keys[round][c + r]);
        }
      }
    }
  }
};

void check_expansion(int64_t first, int64_t stream, int64_t count) {
  uint8_t key[16];
  for (uint8_t& byte : key) {
    byte = static_cast<uint8_t>(random_word());
  }
  uint64_t schedule[22];
  ringbench_aes_schedule(key, schedule);
  Walled walled(saturated(count));
  ringbench_aes_expand(schedule, stream, first, walled.data(), count);
  std::vector<uint64_t> out = walled.words();
  Aes aes(key);
  for (int64_t j = 0; j < count; j += 2) {
    uint64_t block[2] = {static_cast<uint64_t>(first) + static_cast<uint64_t>(j / 2),
                         static_cast<uint64_t>(stream)};
    aes.encrypt(reinterpret_cast<uint8_t*>(block));
    for (int64_t i = j; i < count && i < j + 2; i++) {
      if (out[static_cast<size_t>(i)] != block[i - j]) {
        failures++;
        std::printf("FAIL word %ld of %ld from block %ld of stream %ld\n", long(i), long(count),
                    long(first), long(stream));
        return;
      }
    }
  }
}

}  // namespace

int main() {
  const int32_t needed = RINGBENCH_AVX512 | RINGBENCH_VAES | RINGBENCH_VBMI;
  if ((ringbench_cpu() & needed) != needed) {
    std::printf("SKIPPED: this CPU lacks AVX-512, VAES or VBMI\n");
    return 77;
  }
  check_products("words", ringbench_matmul, ringbench_matmul_scratch(), 300000);
  emulated::products = 0;
  check_products("tiles", ringbench_matmul_tiles, ringbench_matmul_tiles_scratch(), 60000);
  if (emulated::products == 0) {
    failures++;
    std::printf("FAIL no tile was multiplied\n");
  }
  for (int64_t count : {1, 2, 3, 7, 8, 9, 63, 64, 65, 127, 128, 129, 1000, 1001}) {
    check_expansion(0, 0, count);
    check_expansion(static_cast<int64_t>(random_word() >> 1), -3, count);
    check_expansion(-2, 1ll << 62, count);  // the block number wraps
  }
  std::printf("%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
