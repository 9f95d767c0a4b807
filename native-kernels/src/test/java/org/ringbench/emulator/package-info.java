/** A CUDA driver without a GPU, for tests; see README.md beside this file. */
package org.ringbench.emulator;
