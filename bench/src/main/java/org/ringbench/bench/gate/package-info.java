/**
 * The regression gate: what became slower or larger between two versions, decided by rules whose
 * error rates are known. {@code docs/gate.md} has the method and the measured rates.
 */
package org.ringbench.bench.gate;
