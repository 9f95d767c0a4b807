package org.ringbench.bench.workload;

/**
 * What one operation costs beside its time. Null says that a count has no meaning for it.
 *
 * @param threads that compute
 * @param multiplyAdds of all who compute, in the ring or in floats
 * @param allocatedBytes on the heap, by all threads together
 * @param rounds of messages
 * @param bytesSentPerParty in steady state
 * @param firstStepBytesSentPerParty of the step that opens a batch, at the party that sends more
 * @param dealerBytes that the dealer sends
 * @param correlations that the parties consume, as {@link org.ringbench.protocol.Cost#correlations}
 *     counts them
 * @param peakBytes of the tensors of both parties and of the dealer: what the ring's values,
 *     messages and randomness take, on the heap or on a device; buffers within kernels are not
 *     among them
 */
public record Tally(
    int threads,
    long multiplyAdds,
    Long allocatedBytes,
    Long rounds,
    Long bytesSentPerParty,
    Long firstStepBytesSentPerParty,
    Long dealerBytes,
    Long correlations,
    Long peakBytes) {

  /** Of work on one machine, without messages. */
  static Tally local(int threads, long multiplyAdds, long allocatedBytes) {
    return new Tally(threads, multiplyAdds, allocatedBytes, null, null, null, null, null, null);
  }
}
