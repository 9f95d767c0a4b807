package org.ringbench.ring;

/** Expands keys, see {@link RingBackend#expand}. */
interface Expander {
  RingBackend.Prg prg(byte[] key);

  /** Fills {@code words} words of {@code out} from word {@code from} on. */
  void expand(
      RingBackend.Prg prg, long stream, long firstBlock, HeapTensor out, int from, int words);
}
