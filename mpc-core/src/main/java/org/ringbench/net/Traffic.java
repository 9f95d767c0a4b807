package org.ringbench.net;

/**
 * What has gone over a link.
 *
 * @param rounds exchanges: one message each way, at the same time
 * @param bytesSent by this end
 * @param bytesReceived by this end
 */
public record Traffic(long rounds, long bytesSent, long bytesReceived) {
  /** What has been added since an earlier reading. */
  public Traffic since(Traffic earlier) {
    return new Traffic(
        rounds - earlier.rounds,
        bytesSent - earlier.bytesSent,
        bytesReceived - earlier.bytesReceived);
  }

  /** The same as the other end counts it. */
  public Traffic atPeer() {
    return new Traffic(rounds, /* bytesSent= */ bytesReceived, /* bytesReceived= */ bytesSent);
  }
}
