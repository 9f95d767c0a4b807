package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Correlations;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.net.Connection;
import org.ringbench.net.Message;
import org.ringbench.net.TcpLink;
import org.ringbench.net.Traffic;
import org.ringbench.protocol.Program;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;
import org.ringbench.share.Sharing;

/**
 * One of the two workers, in a process of its own: it holds its shares and its rows, and meets the
 * other worker over a connection.
 */
public final class WorkerSession implements AutoCloseable {
  private final int index;
  private final int fractionBits;
  private final RingBackend backend;
  private final Connection peer;
  private final Party party;
  private final Map<String, RingTensor> parameters = new LinkedHashMap<>();

  /**
   * A worker without parameters or data.
   *
   * @param index 0 or 1
   * @param backend becomes this session's
   * @param seed what it shares with the dealer, 16 bytes
   * @param peer the other worker
   * @param dealt the dealer's messages at worker 1, null at worker 0
   * @param fractionBits of inputs and parameters
   */
  public WorkerSession(
      int index,
      RingBackend backend,
      byte[] seed,
      Connection peer,
      Correlations dealt,
      int fractionBits) {
    if ((dealt != null) != (index == 1)) {
      throw new IllegalArgumentException("worker " + index + ": only worker 1 gets correlations");
    }
    this.index = index;
    this.backend = backend;
    this.peer = peer;
    this.fractionBits = fractionBits;
    party = new Party(index, backend, seed, new TcpLink(peer), dealt, 1);
  }

  /** Takes shares of parameters, or puts others in the place of those that it has. */
  public void parameters(Map<String, ShareFile.Tensor> shares) {
    shares.forEach(
        (name, share) -> {
          RingTensor tensor = parameters.get(name);
          if (tensor == null) {
            tensor = backend.allocate(share.shape());
            parameters.put(name, tensor);
            party.parameter(name, tensor);
          }
          backend.upload(share.words(), 0, tensor);
        });
  }

  /**
   * A worker's shares of values that both know: the values at worker 0, zero at worker 1. Masks
   * hide what training makes of them from the first opening on.
   *
   * @throws IllegalArgumentException if a value cannot be represented
   */
  public static Map<String, ShareFile.Tensor> publicShares(
      int index, Map<String, FloatTensor> values, int fractionBits, int ringBits) {
    Map<String, ShareFile.Tensor> shares = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          long[] words =
              index == 0
                  ? FixedPoint.encode(value.values(), fractionBits, ringBits)
                  : new long[value.values().length];
          shares.put(name, new ShareFile.Tensor(value.shape(), words));
        });
    return shares;
  }

  /**
   * Takes the next data set.
   *
   * @param features of all rows; only the owned ones are read
   * @param labels likewise
   */
  public void data(RowMasks masks, FloatTensor features, FloatTensor labels) {
    party.data(masks, features, labels, fractionBits);
  }

  /**
   * Runs a step; both workers run the same one at the same time.
   *
   * @throws org.ringbench.net.LinkException if the other worker or the dealer is lost
   */
  public void step(long step, Run run) {
    party.prepare(step, run);
    party.run(step, run);
  }

  /** This worker's shares of all parameters. */
  public Map<String, ShareFile.Tensor> shares() {
    Map<String, ShareFile.Tensor> shares = new LinkedHashMap<>();
    parameters.forEach(
        (name, tensor) ->
            shares.put(name, new ShareFile.Tensor(tensor.shape(), party.share(tensor))));
    return shares;
  }

  /** This worker's share of an output, as the program's latest run left it. */
  public long[] outputShare(Program program, String output) {
    return party.share(party.output(program, program.schedule().output(output)));
  }

  /** An output's elements as numbers. */
  public double[] decode(Program program, String output, long[] words) {
    int scale = program.schedule().output(output).scale();
    double[] numbers = new double[words.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = FixedPoint.decode(words[i], scale, backend.bits());
    }
    return numbers;
  }

  /** Parameters as numbers. */
  public FloatTensor decodeParameter(Shape shape, long[] words) {
    return new FloatTensor(shape, FixedPoint.decode(words, fractionBits, backend.bits()));
  }

  /**
   * Reveals a shared value to those who are to learn it; both workers call this with the same
   * recipients.
   *
   * @return the value's ring elements, or null where this worker does not learn it
   */
  public long[] reveal(long[] share, Recipients to) {
    MemorySegment out = MemorySegment.ofArray(share);
    long[] other = new long[share.length];
    MemorySegment in = MemorySegment.ofArray(other);
    boolean learns = to.includes(index);
    if (learns && to.includes(1 - index)) {
      peer.exchange(Message.REVEAL, out, in);
    } else if (learns) {
      peer.receive(Message.REVEAL, in);
    } else if (to.includes(1 - index)) {
      peer.send(Message.REVEAL, out);
    }
    return learns ? Sharing.join(share, other) : null;
  }

  /** What has gone over the connection to the other worker. */
  public Traffic traffic() {
    return peer.traffic();
  }

  @Override
  public void close() {
    party.close();
  }
}
