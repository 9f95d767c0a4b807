/**
 * What is done on the day a GPU is there: what was found, every kernel against the Java backend,
 * the GPU's rows of the benchmark, and how far they are from what the hardware could do.
 */
package org.ringbench.bench.gpu;
