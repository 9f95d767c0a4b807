package org.ringbench.ring;

/** AES by another module. */
final class HostExpander implements Expander {
  private final HostKernels.Expander kernel;

  HostExpander(HostKernels.Expander kernel) {
    this.kernel = kernel;
  }

  @Override
  public RingBackend.Prg prg(byte[] key) {
    return kernel.prg(key);
  }

  @Override
  public void expand(
      RingBackend.Prg prg, long stream, long firstBlock, HeapTensor out, int from, int words) {
    kernel.expand(prg, stream, firstBlock, out, from, words);
  }
}
