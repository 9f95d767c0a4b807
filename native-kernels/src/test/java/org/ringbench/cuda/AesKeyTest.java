package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.LongStream;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AesKeyTest {
  /** FIPS 197, appendix A.1: there a word's first byte is its highest. */
  @ParameterizedTest
  @CsvSource({
    "0, 2b7e1516",
    "3, 09cf4f3c",
    "4, a0fafe17",
    "7, 2a6c7605",
    "8, f2c295f2",
    "36, ac7766f3",
    "40, d014f9a8",
    "43, b6630ca6"
  })
  void expandsTheStandardsKey(int word, String expected) {
    AesKey key = new AesKey(HexFormat.of().parseHex("2b7e151628aed2a6abf7158809cf4f3c"));
    assertEquals(expected, HexFormat.of().toHexDigits(Integer.reverseBytes(key.word(word))));
  }

  /** FIPS 197, figure 7. */
  @Test
  void hasTheStandardsSbox() {
    assertEquals(0x7b777c63, AesKey.sboxWord(0));
    assertEquals(0xed, AesKey.sboxWord(0x53 / 4) >>> (8 * (0x53 % 4)) & 0xFF);
    assertEquals(0x16, AesKey.sboxWord(63) >>> 24);
  }

  @Test
  void refusesOtherLengths() {
    assertThrows(IllegalArgumentException.class, () -> new AesKey(new byte[24]));
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void encryptsAsTheJceDoes(long seed) throws GeneralSecurityException {
    Random random = new Random(seed);
    byte[] key = new byte[16];
    byte[] block = new byte[16];
    random.nextBytes(key);
    random.nextBytes(block);
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    assertArrayEquals(cipher.doFinal(block), encrypt(new AesKey(key), block));
  }

  /** The cipher as FIPS 197, section 5.1, writes it. */
  private static byte[] encrypt(AesKey key, byte[] block) {
    byte[] state = addRoundKey(key, 0, block);
    for (int round = 1; round <= 10; round++) {
      byte[] shifted = new byte[16];
      for (int i = 0; i < 16; i++) {
        int from = state[(i + 4 * (i % 4)) % 16] & 0xFF;
        shifted[i] = (byte) (AesKey.sboxWord(from / 4) >>> (8 * (from % 4)));
      }
      state = addRoundKey(key, round, round == 10 ? shifted : mixColumns(shifted));
    }
    return state;
  }

  private static byte[] addRoundKey(AesKey key, int round, byte[] state) {
    byte[] out = new byte[16];
    for (int i = 0; i < 16; i++) {
      out[i] = (byte) (state[i] ^ key.word(4 * round + i / 4) >>> (8 * (i % 4)));
    }
    return out;
  }

  private static byte[] mixColumns(byte[] state) {
    byte[] out = new byte[16];
    for (int i = 0; i < 16; i++) {
      int column = i / 4 * 4;
      byte a = state[column + i % 4];
      byte b = state[column + (i + 1) % 4];
      out[i] =
          (byte)
              (twice(a) ^ twice(b) ^ b ^ state[column + (i + 2) % 4] ^ state[column + (i + 3) % 4]);
    }
    return out;
  }

  private static int twice(byte x) {
    return x << 1 ^ (x < 0 ? 0x1B : 0);
  }
}
