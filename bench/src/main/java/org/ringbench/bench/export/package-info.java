/** Results as the files that other programs read. */
package org.ringbench.bench.export;
