package org.ringbench.bench.process;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ringbench.dealer.CorrelationFile;
import org.ringbench.dealer.Correlations;
import org.ringbench.net.Message;
import org.ringbench.net.Role;
import org.ringbench.party.Agreement;
import org.ringbench.party.AgreementException;
import org.ringbench.party.DealtAhead;
import org.ringbench.party.Peers;

/** A worker's side of the dealer: its process, or a file that it filled ahead of time. */
final class Dealt implements AutoCloseable {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);
  private static final int SEED_BYTES = 16;

  private Peers peers;
  private final int index;
  private final CorrelationFile file; // null where the dealer is there
  private DealtAhead ahead; // worker 1's, where the dealer is there
  private Thread watcher; // worker 0's, where the dealer is there

  /** Opens the file, if there is one, before anybody is met. */
  Dealt(ProcessSettings settings) {
    index = settings.role.rank();
    file = settings.usesFile() ? CorrelationFile.open(settings.options.correlations, index) : null;
  }

  void meet(Peers others) {
    peers = others;
  }

  Map<String, String> announcement() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(
        Agreement.SESSION + "dealing",
        file == null ? "streamed" : "file " + file.get(CorrelationFile.PAIR));
    return entries;
  }

  /** This worker's seed. */
  byte[] seed(Job job) {
    if (file != null) {
      if (!file.get(FileDeal.JOB).equals(FileDeal.hash(job))) {
        throw new AgreementException(
            "the file of correlations was dealt for another run: %s"
                .formatted(FileDeal.difference(job, file)));
      }
      return file.seed();
    }
    byte[] seed = new byte[SEED_BYTES];
    peers.to(Role.DEALER).receive(Message.SEED, MemorySegment.ofArray(seed));
    return seed;
  }

  /** Starts to receive; what worker 1 takes its correlations from, null at worker 0. */
  Correlations start(Job job, int epoch) {
    if (index == 0) {
      if (file == null) {
        watcher = peers.watch("dealer", () -> peers.to(Role.DEALER).receive(Message.DONE, NOTHING));
      }
      return null;
    }
    if (file != null) {
      return file;
    }
    ahead = new DealtAhead(peers, job.runsFrom(epoch), job.credit(), job.largestDealtBytes());
    return ahead;
  }

  /** Parts from the dealer, and from the other worker. */
  void finish() {
    if (file == null) {
      peers.to(Role.DEALER).send(Message.DONE, NOTHING);
      if (watcher != null) {
        Terms.join(watcher, peers);
      } else {
        peers.to(Role.DEALER).receive(Message.DONE, NOTHING);
      }
    }
    // Neither hangs up while the other still needs it.
    peers.to(Role.of(1 - index)).exchange(Message.DONE, NOTHING, NOTHING);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
    if (ahead != null) {
      ahead.close();
    }
  }
}
