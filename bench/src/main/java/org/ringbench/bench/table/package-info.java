/** Results as text for people. */
package org.ringbench.bench.table;
