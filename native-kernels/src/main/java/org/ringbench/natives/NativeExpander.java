package org.ringbench.natives;

import java.lang.foreign.MemorySegment;
import org.ringbench.ring.HostKernels;
import org.ringbench.ring.HostTensor;
import org.ringbench.ring.RingBackend;

/** AES-128 of counter blocks with VAES. */
final class NativeExpander implements HostKernels.Expander {
  private static final int KEY_BYTES = 16;

  private record Key(MemorySegment schedule) implements RingBackend.Prg {}

  @Override
  public RingBackend.Prg prg(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("an AES-128 key of " + key.length + " bytes: expected 16");
    }
    long[] schedule = new long[Functions.SCHEDULE_WORDS];
    Functions.aesSchedule(key, schedule);
    return new Key(MemorySegment.ofArray(schedule));
  }

  @Override
  public void expand(
      RingBackend.Prg prg, long stream, long firstBlock, HostTensor out, int from, int words) {
    if (!(prg instanceof Key key)) {
      throw new IllegalArgumentException("expand with a key that another backend made");
    }
    MemorySegment target =
        out.segment().asSlice((long) from * Long.BYTES, (long) words * Long.BYTES);
    Functions.aesExpand(key.schedule, stream, firstBlock, target);
  }
}
