/** Profilers of JMH: {@code -prof mpc}, {@code -prof gpu} and {@code -prof phases}. */
package org.ringbench.bench.jmh.profile;
