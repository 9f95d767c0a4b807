package org.ringbench.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What may come in a frame, and what ends a session. */
class FrameReaderTest {
  private static final long SESSION = 0x0123_4567_89ab_cdefL;
  private static final int BOUND = 2000;
  private static final FrameBounds BOUNDS =
      FrameBounds.usual().with(Message.ROUND, BOUND).with(Message.DATA, BOUND);
  private static final int FUZZED = 100_000;

  /**
   * Of a reader, an exception, its text, and what the JVM makes at a first use. The fuzzed lengths
   * go up to 4 GB.
   */
  private static final int OTHER_BYTES = 200_000;

  private static byte[] frames(long session, Message type, int... lengths) throws IOException {
    BytePipe pipe = new BytePipe();
    FrameWriter writer = new FrameWriter(pipe, session);
    for (int length : lengths) {
      byte[] payload = new byte[length];
      Arrays.fill(payload, (byte) length);
      writer.start(type, MemorySegment.ofArray(payload));
      assertTrue(writer.push());
    }
    return pipe.written();
  }

  private static FrameReader reader(byte[] bytes) {
    return new FrameReader(new BytePipe(bytes), SESSION, BOUNDS);
  }

  private static String refusal(byte[] bytes) {
    FrameReader reader = reader(bytes);
    reader.expect(Message.ROUND, BOUND);
    return assertThrows(FrameException.class, reader::pull).getMessage();
  }

  @Test
  void framesArriveInOrder() throws IOException {
    FrameReader reader = reader(frames(SESSION, Message.ROUND, 3, 0, 1500));
    for (int length : new int[] {3, 0, 1500}) {
      reader.expect(Message.ROUND, BOUND);
      assertTrue(reader.pull());
      byte[] expected = new byte[length];
      Arrays.fill(expected, (byte) length);
      assertArrayEquals(expected, reader.payload().toArray(ValueLayout.JAVA_BYTE));
    }
    reader.expect(Message.ROUND, BOUND);
    assertFalse(reader.pull());
    assertTrue(reader.isEnded());
  }

  @Test
  void aReplayOfAnOldSessionIsRefused() throws IOException {
    assertEquals("sent a frame of another session", refusal(frames(SESSION + 1, Message.ROUND, 8)));
  }

  @Test
  void aFrameIsTakenOnce() throws IOException {
    byte[] one = frames(SESSION, Message.ROUND, 8);
    byte[] twice = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, twice, one.length, one.length);
    FrameReader reader = reader(twice);
    reader.expect(Message.ROUND, BOUND);
    assertTrue(reader.pull());
    reader.expect(Message.ROUND, BOUND);
    FrameException e = assertThrows(FrameException.class, reader::pull);
    assertEquals("sent frame number 0 where number 1 comes next", e.getMessage());
  }

  @Test
  void lengthsAreBoundedBeforeMemoryIsTaken() throws IOException {
    byte[] bytes = frames(SESSION, Message.ROUND, 8);
    ByteBuffer.wrap(bytes).putInt(8, BOUND + 1);
    assertEquals(
        "announced 2001 bytes in a frame of type ROUND: at most 2000 are allowed", refusal(bytes));
    ByteBuffer.wrap(bytes).putInt(8, -1);
    assertEquals(
        "announced 4294967295 bytes in a frame of type ROUND: at most 2000 are allowed",
        refusal(bytes));
    ByteBuffer.wrap(bytes).putInt(4, Message.ALIVE.code());
    ByteBuffer.wrap(bytes).putInt(8, 1);
    assertEquals(
        "announced 1 bytes in a frame of type ALIVE: at most 0 are allowed", refusal(bytes));
  }

  @Test
  void whatTheCallerExpectsBoundsToo() throws IOException {
    FrameReader longer = reader(frames(SESSION, Message.ROUND, 9));
    longer.expect(Message.ROUND, 8);
    assertThrows(FrameException.class, longer::pull);
    FrameReader other = reader(frames(SESSION, Message.ROUND, 9));
    other.expect(Message.ROUND, MemorySegment.ofArray(new byte[8]));
    FrameException e = assertThrows(FrameException.class, other::pull);
    assertEquals("sent 9 bytes of ROUND where 8 were expected", e.getMessage());
  }

  @Test
  void garbageAndStrangersAreRefused() throws IOException {
    byte[] bytes = frames(SESSION, Message.ROUND, 8);
    ByteBuffer.wrap(bytes).putInt(4, 99);
    assertEquals("sent a frame of the unknown type 99", refusal(bytes));
    bytes[0] = 'G';
    assertEquals("sent what is no frame (its first bytes are wrong)", refusal(bytes));
    assertEquals("sent DATA where ROUND comes next", refusal(frames(SESSION, Message.DATA, 8)));
  }

  @Test
  void aTruncatedFrameIsNoFrame() throws IOException {
    byte[] whole = frames(SESSION, Message.ROUND, 100);
    for (int length = 0; length < whole.length; length++) {
      FrameReader reader = reader(Arrays.copyOf(whole, length));
      reader.expect(Message.ROUND, BOUND);
      assertFalse(reader.pull(), length + " bytes");
      assertTrue(reader.isEnded());
    }
  }

  @Test
  void aPeersLastWordsAreOneLineWithoutControlCharacters() throws IOException {
    BytePipe pipe = new BytePipe();
    FrameWriter writer = new FrameWriter(pipe, SESSION);
    writer.start(Message.ALIVE, MemorySegment.ofArray(new byte[0]));
    writer.push();
    writer.start(
        Message.ABORT,
        MemorySegment.ofArray("red \u001b[31m\nand gone".getBytes(StandardCharsets.UTF_8)));
    writer.push();
    FrameReader reader = reader(pipe.written());
    reader.expect(Message.ROUND, BOUND);
    PeerStoppedException e = assertThrows(PeerStoppedException.class, reader::pull);
    assertEquals("red  [31m and gone", e.getMessage());
  }

  /** Random and mutated frames: each is read, refused or incomplete, and memory stays bounded. */
  @Test
  void fuzzedFramesNeverCrash() throws IOException {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Random random = new Random(20_250);
    int[] outcomes = new int[4]; // read, refused, stopped, incomplete
    for (int i = 0; i < FUZZED; i++) {
      byte[] bytes = random.nextInt(4) == 0 ? noise(random) : mutated(random);
      long before = threads.getCurrentThreadAllocatedBytes();
      outcomes[outcome(bytes, random.nextBoolean())]++;
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (i > 1000) { // classes have been loaded
        assertTrue(
            allocated <= OTHER_BYTES + 2L * FrameBounds.ABORT_BYTES + 4L * BOUND,
            "frame " + i + " allocated " + allocated);
      }
    }
    for (int outcome : outcomes) {
      assertTrue(outcome > FUZZED / 1000, Arrays.toString(outcomes));
    }
  }

  private static int outcome(byte[] bytes, boolean fixed) throws IOException {
    FrameReader reader = reader(bytes);
    int read = 0;
    try {
      while (true) {
        if (fixed) {
          reader.expect(Message.ROUND, MemorySegment.ofArray(new byte[16]));
        } else {
          reader.expect(Message.ROUND, BOUND);
        }
        if (!reader.pull()) {
          return read > 0 ? 0 : 3;
        }
        assertTrue(reader.payload().byteSize() <= BOUND);
        read++;
      }
    } catch (FrameException e) {
      assertTrue(e.getMessage().length() > 10);
      return 1;
    } catch (PeerStoppedException _) {
      return 2;
    }
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** One to three frames, with up to three changes. */
  private static byte[] mutated(Random random) throws IOException {
    Message[] types = {Message.ROUND, Message.ROUND, Message.ABORT, Message.ALIVE, Message.DATA};
    Message type = types[random.nextInt(types.length)];
    int length = type == Message.ALIVE ? 0 : random.nextInt(5) == 0 ? random.nextInt(3000) : 16;
    byte[] bytes = frames(SESSION, type, new int[] {length, length, length});
    bytes = Arrays.copyOf(bytes, bytes.length * (1 + random.nextInt(3)) / 3);
    int changes = random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      switch (random.nextInt(3)) {
        case 0 -> bytes[random.nextInt(Math.min(bytes.length, 28))] = (byte) random.nextInt();
        case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        default -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      }
    }
    return bytes;
  }
}
