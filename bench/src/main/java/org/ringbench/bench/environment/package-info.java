/** What the machine and the JVM offer, for the results file and for {@code doctor}. */
package org.ringbench.bench.environment;
