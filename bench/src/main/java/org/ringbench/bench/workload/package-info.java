/**
 * What the benchmarks repeat, free of JMH: each operation is set up, counted and checked here, so
 * that tests run the same code.
 */
package org.ringbench.bench.workload;
