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
 */
public record Tally(
    int threads,
    long multiplyAdds,
    long allocatedBytes,
    Long rounds,
    Long bytesSentPerParty,
    Long firstStepBytesSentPerParty,
    Long dealerBytes) {

  /** Of work on one machine, without messages. */
  static Tally local(int threads, long multiplyAdds, long allocatedBytes) {
    return new Tally(threads, multiplyAdds, allocatedBytes, null, null, null, null);
  }
}
