package org.ringbench.net;

/** One direction of an emulated network: messages leave one after another. */
final class Line {
  private final NetworkProfile profile;
  private boolean used;
  private long free; // when the last message's last byte has left

  Line(NetworkProfile profile) {
    this.profile = profile;
  }

  /**
   * Puts a message on the line.
   *
   * @param now when it is sent
   * @return when it has arrived
   */
  long arrival(long now, long bytes) {
    long start = used && free - now > 0 ? free : now;
    used = true;
    free = start + profile.sendingNanos(bytes);
    return free + profile.oneWayNanos();
  }
}
