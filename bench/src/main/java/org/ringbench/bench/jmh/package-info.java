/** The JMH benchmarks. Each checks its answer: a wrong one fails the run. */
package org.ringbench.bench.jmh;
