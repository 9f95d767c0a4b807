package org.ringbench.cuda.performance;

import org.ringbench.emulator.GpuModel;

/**
 * Published rates of a GPU.
 *
 * <p>Multiprocessors, clocks and memory bandwidths are those of NVIDIA's architecture papers
 * ("NVIDIA A100 Tensor Core GPU Architecture", 2020; "NVIDIA H100 Tensor Core GPU Architecture",
 * 2022) and data sheets. INT8 multiply-adds a clock follow from the dense rates there: A100, 624
 * TOPS = 2 x 108 x 1.41 GHz x 2,048; H100 SXM5, 1,979 TOPS = 2 x 132 x 1.83 GHz x 4,096, of which
 * {@code mma.sync} reaches about 60%, since only {@code wgmma} keeps Hopper's tensor cores full.
 *
 * @param model what the emulator imitates: multiprocessors decide grids and forms of products
 * @param name for tables
 * @param gigahertz of the multiprocessors, and of the L2 cache
 * @param int8PerClock INT8 multiply-adds of {@code mma.sync}, a clock and multiprocessor
 * @param hbmBytesPerSecond of the device memory
 * @param l2BytesPerClock of the L2 cache, for the whole device
 */
record GpuRates(
    GpuModel model,
    String name,
    double gigahertz,
    double int8PerClock,
    double hbmBytesPerSecond,
    double l2BytesPerClock) {

  /** SXM4 with 40 GB. */
  static final GpuRates A100 =
      new GpuRates(GpuModel.A100, "A100 SXM4 40 GB", 1.41, 2_048, 1_555e9, 5_120);

  /**
   * SXM5. The clock is what such boards are seen to hold under load; the highest is 1.98 GHz. No L2
   * bandwidth is published: A100's bytes a clock stand in.
   */
  static final GpuRates H100 =
      new GpuRates(GpuModel.H100, "H100 SXM5", 1.755, 0.6 * 4_096, 3_350e9, 5_120);

  int multiprocessors() {
    return model.multiprocessors();
  }

  /** Microseconds of so many clocks. */
  double micros(double clocks) {
    return clocks / gigahertz * 1e-3;
  }
}
