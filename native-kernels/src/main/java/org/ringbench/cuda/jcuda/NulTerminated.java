package org.ringbench.cuda.jcuda;

import java.nio.charset.StandardCharsets;

/** Strings as C has them. */
final class NulTerminated {
  private NulTerminated() {}

  /** Text up to its NUL. */
  static String text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
