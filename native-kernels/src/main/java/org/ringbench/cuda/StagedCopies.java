package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Copies between Java's arrays and tensors that have no buffer of their own, part by part through
 * page-locked memory.
 */
final class StagedCopies {
  /** Words of one part. */
  private static final int WORDS = 1 << 17;

  private final CudaStream stream;
  private MemorySegment staging; // made when it is needed

  StagedCopies(CudaStream stream) {
    this.stream = stream;
  }

  /** Fills a tensor with the words of {@code src} from {@code from} on. */
  void upload(long[] src, int from, DeviceTensor out) {
    for (int done = 0; done < out.size(); done += WORDS) {
      int words = Math.min(WORDS, out.size() - done);
      MemorySegment part = staging().asSlice(0, (long) words * Long.BYTES);
      MemorySegment.copy(src, from + done, part, ValueLayout.JAVA_LONG, 0, words);
      stream.awaitUpload(stream.upload(part, out.address() + (long) done * Long.BYTES));
    }
  }

  /** Puts a tensor's words into {@code dst} from {@code to} on. */
  void download(DeviceTensor in, long[] dst, int to) {
    for (int done = 0; done < in.size(); done += WORDS) {
      int words = Math.min(WORDS, in.size() - done);
      MemorySegment part = staging().asSlice(0, (long) words * Long.BYTES);
      stream.download(in.address() + (long) done * Long.BYTES, part);
      MemorySegment.copy(part, ValueLayout.JAVA_LONG, 0, dst, to + done, words);
    }
  }

  private MemorySegment staging() {
    if (staging == null) {
      staging = stream.allocateHost((long) WORDS * Long.BYTES);
    }
    return staging;
  }
}
