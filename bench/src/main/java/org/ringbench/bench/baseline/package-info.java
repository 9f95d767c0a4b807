/** Plaintext engines that stand on libraries. */
package org.ringbench.bench.baseline;
