package org.ringbench.bench.process;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.ringbench.data.Dataset;
import org.ringbench.data.Lines;

/** A hash of a worker's rows. It stays with the worker: it would confirm a guess of them. */
final class RowsHash {
  private RowsHash() {}

  static String of(Dataset rows) {
    return HexFormat.of()
        .formatHex(Lines.sha256(bytes(rows.features().values()), bytes(rows.labels().values())));
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
