package org.ringbench.net;

import java.lang.foreign.MemorySegment;

/** The link between the two parties over a connection: each round is one message each way. */
public final class TcpLink implements Link {
  private final Connection connection;
  private long rounds;
  private long bytesSent;
  private long bytesReceived;

  /** A link that owns the connection. */
  public TcpLink(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void exchange(MemorySegment out, MemorySegment in) {
    connection.exchange(Message.ROUND, out, in);
    rounds++;
    bytesSent += out.byteSize();
    bytesReceived += in.byteSize();
  }

  /** The rounds' traffic; what else went over the connection is not counted. */
  @Override
  public Traffic traffic() {
    return new Traffic(rounds, bytesSent, bytesReceived);
  }

  @Override
  public void close() {
    connection.close();
  }
}
