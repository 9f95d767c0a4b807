package org.ringbench.party;

import java.util.HexFormat;
import java.util.Optional;
import org.ringbench.dealer.Seeds;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.ScalarRingBackend;

/** The scalar reference on a small ring, with randomness that a test writes instead of AES. */
final class ScriptedBackend extends ScalarRingBackend {
  /** Writes a party's randomness. */
  interface Script {
    /**
     * The words of a stream.
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
    return new RingBackendProvider() {
      @Override
      public String id() {
        return "scripted";
      }

      @Override
      public Optional<String> unavailable() {
        return Optional.empty();
      }

      @Override
      public String device() {
        return "a test";
      }

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
  public void expand(Prg prg, long stream, long block, RingTensor out, boolean accumulate) {
    long[] words = new long[out.size()];
    script.fill(((Key) prg).party(), stream, words);
    if (accumulate) {
      long[] old = new long[words.length];
      download(out, old, 0);
      for (int i = 0; i < words.length; i++) {
        words[i] += old[i];
      }
    }
    upload(words, 0, out);
  }
}
