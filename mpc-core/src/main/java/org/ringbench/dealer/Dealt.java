package org.ringbench.dealer;

/**
 * What party 1 has got of the dealer: unlike what is sent, it does not depend on how far a streamed
 * dealer is ahead.
 *
 * @param steps whose correlations party 1 has, used ones among them
 * @param bytes of those
 */
public record Dealt(long steps, long bytes) {}
