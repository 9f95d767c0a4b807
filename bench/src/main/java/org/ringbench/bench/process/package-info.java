/** Training as three real processes: what a worker and the dealer do from start to end. */
package org.ringbench.bench.process;
