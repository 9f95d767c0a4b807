/** What a GPU does at the moment, by NVIDIA's management library (NVML), without CUDA. */
package org.ringbench.cuda.nvml;
