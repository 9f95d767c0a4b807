package org.ringbench.bench.workload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;

/** A seed expanded by AES-128, another stream each time; the reference is the JDK's cipher. */
final class RingExpansion extends RingOperation {
  private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
  private static final int BLOCK = 16;

  private final RingBackend.Prg prg = backend().prg(KEY);
  private final RingTensor out = tensor();
  private final int elements;
  private long stream;

  RingExpansion(int elements, RingBackendProvider provider) {
    super(elements, 0, provider);
    this.elements = elements;
  }

  @Override
  void kernels() {
    backend().expand(prg, ++stream, 0, out);
  }

  @Override
  void requireRight() {
    int blocks = (elements + 1) / 2;
    ByteBuffer counters = ByteBuffer.allocate(blocks * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < blocks; block++) {
      counters.putLong(block).putLong(stream);
    }
    long[] expected = new long[elements];
    ByteBuffer.wrap(encrypted(counters.array()))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(expected);
    require(out, expected, 1);
  }

  private static byte[] encrypted(byte[] blocks) {
    try {
      // Each block is a counter of its own: the mode that encrypts blocks apart is what is meant.
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"));
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has AES
    }
  }

  @Override
  void clear() {
    backend().clear(out);
  }
}
