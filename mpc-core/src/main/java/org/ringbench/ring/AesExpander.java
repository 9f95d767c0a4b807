package org.ringbench.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Expands keys by AES-128 of counter blocks, a buffer at a time.
 *
 * <p>ECB over blocks written here rather than the JCE's CTR mode: that counts big-endian, and needs
 * an init, which allocates, for each address.
 */
final class AesExpander implements Expander {
  private static final int BLOCK_BYTES = 16;

  /** Counters and ciphertext of one buffer stay in the L1 cache. */
  private static final int BUFFER_BYTES = 8 << 10;

  private final WordKernels kernels;
  private final byte[] counters = new byte[BUFFER_BYTES];
  private final byte[] encrypted = new byte[BUFFER_BYTES];
  private final LongBuffer encryptedWords =
      ByteBuffer.wrap(encrypted).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();

  AesExpander(WordKernels kernels) {
    this.kernels = kernels;
  }

  private record Key(Cipher cipher) implements RingBackend.Prg {}

  @Override
  public RingBackend.Prg prg(byte[] key) {
    if (key.length != BLOCK_BYTES) {
      throw new IllegalArgumentException("an AES-128 key of " + key.length + " bytes: expected 16");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return new Key(cipher);
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("the JCE refuses the AES-128 key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES/ECB/NoPadding", e);
    }
  }

  @Override
  public void expand(
      RingBackend.Prg prg, long stream, long firstBlock, HeapTensor out, int from, int count) {
    if (!(prg instanceof Key key)) {
      throw new IllegalArgumentException("expand with a key that another backend made");
    }
    int bufferWords = BUFFER_BYTES / Long.BYTES;
    for (int done = 0; done < count; done += bufferWords) {
      int words = Math.min(bufferWords, count - done);
      int blocks = (words + 1) / 2;
      kernels.counters(stream, firstBlock + done / 2, counters, blocks, 0);
      encrypt(key.cipher, blocks * BLOCK_BYTES);
      encryptedWords.get(0, out.words, out.offset + from + done, words);
    }
  }

  private void encrypt(Cipher cipher, int bytes) {
    try {
      cipher.update(counters, 0, bytes, encrypted, 0);
    } catch (ShortBufferException e) {
      throw new AssertionError("both buffers are " + BUFFER_BYTES + " bytes", e);
    }
  }
}
