/**
 * The results file: its records, its reader and writer, and the statistics behind its intervals.
 */
package org.ringbench.bench.results;
