package org.ringbench.party;

import java.util.HexFormat;
import org.ringbench.dealer.Seeds;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.ScalarRingBackend;

/** The scalar reference on a small ring, with randomness that a test writes instead of AES. */
final class ScriptedBackend extends ScalarRingBackend {
  /** Writes a party's randomness. */
  interface Script {
    /**
     * The words of a stream, from its first block on.
     *
     * @param party whose seed is expanded, 0 or 1, or -1 for another key (the parameters' sharing)
     * @param stream as {@link org.ringbench.protocol.CorrelationLayout#stream} gives it
     * @param words to be filled
     */
    void fill(int party, long stream, long[] words);
  }

  private record Key(int party) implements Prg {}

  static final Seeds SEEDS = Seeds.insecure(1);

  private final Script script;

  private ScriptedBackend(int bits, Script script) {
    super(bits);
    this.script = script;
  }

  static RingBackendProvider provider(int bits, Script script) {
    return new ForwardingProvider(RingBackends.provider("java")) {
      @Override
      public RingBackend create() {
        return new ScriptedBackend(bits, script);
      }
    };
  }

  @Override
  public Prg prg(byte[] key) {
    String hex = HexFormat.of().formatHex(key);
    for (int party = 0; party < 2; party++) {
      if (hex.equals(HexFormat.of().formatHex(SEEDS.of(party)))) {
        return new Key(party);
      }
    }
    return new Key(-1);
  }

  @Override
  public void expand(Prg prg, long stream, long block, RingTensor out) {
    if (block != 0) {
      throw new IllegalArgumentException("block " + block + ": a script starts at 0");
    }
    long[] words = new long[out.size()];
    script.fill(((Key) prg).party(), stream, words);
    upload(words, 0, out);
  }
}
