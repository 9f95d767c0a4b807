package org.ringbench.bench.workload;

/**
 * What sessions have done.
 *
 * @param steps that have run
 * @param rounds of messages
 * @param bytesSent0 by party 0
 * @param bytesSent1 by party 1
 * @param dealtSteps whose correlations party 1 has got
 * @param dealtBytes of those
 * @param correlations that the steps have used up
 */
public record SessionCounts(
    long steps,
    long rounds,
    long bytesSent0,
    long bytesSent1,
    long dealtSteps,
    long dealtBytes,
    long correlations) {
  static final SessionCounts NONE = new SessionCounts(0, 0, 0, 0, 0, 0, 0);

  /**
   * Of all sessions that were measured in this JVM so far, from when they were set up on: a
   * profiler takes the difference of two readings.
   */
  public static SessionCounts now() {
    return LiveSessions.counts();
  }

  SessionCounts plus(SessionCounts other) {
    return new SessionCounts(
        steps + other.steps,
        rounds + other.rounds,
        bytesSent0 + other.bytesSent0,
        bytesSent1 + other.bytesSent1,
        dealtSteps + other.dealtSteps,
        dealtBytes + other.dealtBytes,
        correlations + other.correlations);
  }

  /** What has come since an earlier reading. */
  public SessionCounts since(SessionCounts before) {
    return new SessionCounts(
        steps - before.steps,
        rounds - before.rounds,
        bytesSent0 - before.bytesSent0,
        bytesSent1 - before.bytesSent1,
        dealtSteps - before.dealtSteps,
        dealtBytes - before.dealtBytes,
        correlations - before.correlations);
  }
}
