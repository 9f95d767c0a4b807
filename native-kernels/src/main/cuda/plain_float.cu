// Elementwise operations on floats: what cuBLAS has no routine for in a plaintext training step.
// The threads of a grid stride over the elements: any grid is right, and reads are coalesced.

struct PlainFloatArgs {
  const float* x;
  const float* y;
  float* out;
  unsigned count;  // elements of out, below 2^31
  unsigned cols;   // of plain_add_row: the length of y
  float factor;    // of plain_scale and plain_axpy
  int padding;
};
static_assert(sizeof(PlainFloatArgs) == 40, "PlainFloatArgs of the host");

template <typename Op>
__device__ __forceinline__ void each(const PlainFloatArgs& a, Op op) {
  const unsigned stride = gridDim.x * blockDim.x;  // the host keeps it below 2^31
#pragma unroll 1
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < a.count; i += stride) {
    a.out[i] = op(i);
  }
}

extern "C" __global__ void plain_add(const PlainFloatArgs a) {
  each(a, [&](unsigned i) { return a.x[i] + a.y[i]; });
}

extern "C" __global__ void plain_sub(const PlainFloatArgs a) {
  each(a, [&](unsigned i) { return a.x[i] - a.y[i]; });
}

extern "C" __global__ void plain_multiply(const PlainFloatArgs a) {
  each(a, [&](unsigned i) { return a.x[i] * a.y[i]; });
}

// 1 where x >= 0, -0 included, else 0.
extern "C" __global__ void plain_sign(const PlainFloatArgs a) {
  each(a, [&](unsigned i) { return a.x[i] >= 0.0f ? 1.0f : 0.0f; });
}

extern "C" __global__ void plain_scale(const PlainFloatArgs a) {
  each(a, [&](unsigned i) { return a.factor * a.x[i]; });
}

extern "C" __global__ void plain_axpy(const PlainFloatArgs a) {
  each(a, [&](unsigned i) { return a.factor * a.x[i] + a.y[i]; });
}

// Every row of x plus the row y.
extern "C" __global__ void plain_add_row(const PlainFloatArgs a) {
  each(a, [&](unsigned i) { return a.x[i] + a.y[i % a.cols]; });
}
