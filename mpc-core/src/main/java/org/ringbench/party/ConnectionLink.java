package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import org.ringbench.net.Connection;
import org.ringbench.net.Link;
import org.ringbench.net.Message;
import org.ringbench.net.Traffic;

/** The rounds of two workers over their connection. */
final class ConnectionLink implements Link {
  private final Connection connection;

  ConnectionLink(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void exchange(MemorySegment out, MemorySegment in) {
    connection.exchange(Message.ROUND, out, in);
  }

  @Override
  public Traffic traffic() {
    return connection.traffic();
  }

  @Override
  public void close() {
    connection.close();
  }
}
