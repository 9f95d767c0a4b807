package org.ringbench.bench.workload;

import java.util.HashMap;
import java.util.Map;

/** The sessions that are being measured in this JVM. Of a closed one only its counts stay. */
final class LiveSessions {
  private static final Map<MeasuredSession, SessionCounts> LIVE = new HashMap<>(); // at the start
  private static SessionCounts closed = SessionCounts.NONE;

  private LiveSessions() {}

  /** From now on a session counts. */
  static synchronized void add(MeasuredSession session) {
    LIVE.computeIfAbsent(session, MeasuredSession::counts);
  }

  /** A session is about to be closed. */
  static synchronized void remove(MeasuredSession session) {
    SessionCounts start = LIVE.remove(session);
    if (start != null) {
      closed = closed.plus(session.counts().since(start));
    }
  }

  static synchronized SessionCounts counts() {
    SessionCounts sum = closed;
    for (Map.Entry<MeasuredSession, SessionCounts> live : LIVE.entrySet()) {
      sum = sum.plus(live.getKey().counts().since(live.getValue()));
    }
    return sum;
  }
}
