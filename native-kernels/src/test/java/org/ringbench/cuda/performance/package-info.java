/** Predicts times on GPUs from what the emulator counts: see {@code docs/gpu-performance.md}. */
package org.ringbench.cuda.performance;
