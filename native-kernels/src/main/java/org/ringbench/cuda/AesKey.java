package org.ringbench.cuda;

import org.ringbench.ring.RingBackend;

/** The round keys of AES-128, and the S-box: FIPS 197, sections 5.1.1 and 5.2. */
final class AesKey implements RingBackend.Prg {
  /** Bytes of a key. */
  static final int BYTES = 16;

  /** 32-bit words of all round keys. */
  static final int WORDS = 44;

  private static final byte[] SBOX = sbox();

  private final int[] roundKeys = new int[WORDS];

  /** Expands a key; words hold their first byte lowest. */
  AesKey(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("an AES-128 key of " + key.length + " bytes: expected 16");
    }
    for (int i = 0; i < BYTES; i++) {
      roundKeys[i / 4] |= (key[i] & 0xFF) << (8 * (i % 4));
    }
    int constant = 1;
    for (int i = 4; i < WORDS; i++) {
      int word = roundKeys[i - 1];
      if (i % 4 == 0) {
        word = substitute(Integer.rotateRight(word, 8)) ^ constant;
        constant = twice(constant);
      }
      roundKeys[i] = roundKeys[i - 4] ^ word;
    }
  }

  /** Word {@code i} of the round keys. */
  int word(int i) {
    return roundKeys[i];
  }

  /** S-box entries {@code 4 i} to {@code 4 i + 3}, the first lowest. */
  static int sboxWord(int i) {
    int word = 0;
    for (int b = 0; b < 4; b++) {
      word |= (SBOX[4 * i + b] & 0xFF) << (8 * b);
    }
    return word;
  }

  private static int substitute(int word) {
    int out = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 8) {
      out |= (SBOX[word >>> shift & 0xFF] & 0xFF) << shift;
    }
    return out;
  }

  /** Walks through the field by the generator 3 and, backwards, its inverse. */
  private static byte[] sbox() {
    byte[] box = new byte[256];
    int power = 1;
    int inverse = 1;
    do {
      power ^= twice(power);
      inverse ^= inverse << 1;
      inverse ^= inverse << 2;
      inverse ^= inverse << 4;
      inverse &= 0xFF;
      if ((inverse & 0x80) != 0) {
        inverse ^= 9;
      }
      int rotations = inverse * 0x101;
      box[power] =
          (byte)
              (inverse
                  ^ (rotations >>> 7)
                  ^ (rotations >>> 6)
                  ^ (rotations >>> 5)
                  ^ (rotations >>> 4)
                  ^ 0x63);
    } while (power != 1);
    box[0] = 0x63;
    return box;
  }

  /** Times x in GF(2^8). */
  private static int twice(int x) {
    return (x << 1 ^ (x >>> 7) * 0x11B) & 0xFF;
  }
}
