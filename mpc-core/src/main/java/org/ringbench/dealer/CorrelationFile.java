package org.ringbench.dealer;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.ringbench.data.DataException;
import org.ringbench.data.Lines;
import org.ringbench.data.PrivateFiles;
import org.ringbench.ring.HostBuffer;

/**
 * What the dealer gives to one worker ahead of time: its seed, and for worker 1 the messages of all
 * steps. It serves one run, once: a mark in it says how many steps may have been used, and is on
 * disk before any of them is.
 *
 * <p>The file: 16 bytes of magic, the mark (8), the header's length (4), the header's text and its
 * SHA-256, then for each step its words and their CRC-32C (4).
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer here is made by allocate
public final class CorrelationFile implements Correlations, AutoCloseable {
  /** Header: the name that both files of a run have, and no others. */
  public static final String PAIR = "pair";

  private static final String SEED = "seed";
  private static final String WORKER = "worker";
  private static final String STEPS = "steps";
  private static final String MESSAGES = "message-bytes";
  private static final byte[] MAGIC = "ringbench dealt1".getBytes(StandardCharsets.US_ASCII);
  private static final int MARK_AT = MAGIC.length;
  private static final int LENGTH_AT = MARK_AT + Long.BYTES;
  private static final int HEADER_AT = LENGTH_AT + Integer.BYTES;
  private static final int CHECKSUM = 32;
  private static final int MOST_HEADER = 1 << 20;

  /** Steps that one write of the mark covers: after a crash, up to so many are lost unused. */
  private static final int RESERVED = 16;

  private final Path file;
  private final FileChannel channel;
  private final SortedMap<String, String> header;
  private final long steps;
  private long position;
  private long taken;
  private long mark;
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  private CorrelationFile(
      Path file, FileChannel channel, SortedMap<String, String> header, long position, long mark) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.position = position;
    this.mark = mark;
    steps = Long.parseLong(header.get(STEPS));
  }

  /**
   * Fills a new file for one worker.
   *
   * @param worker 0 or 1
   * @param header public facts about the run, among them {@link #PAIR}
   * @param seeds of the run, for no other use
   * @param dealer deals for worker 1; not used for worker 0
   * @param runs all steps of the run
   * @return the size in bytes
   * @throws DataException if there is such a file already, or it cannot be written
   */
  public static long fill(
      Path file, int worker, Map<String, String> header, Seeds seeds, Dealer dealer, Runs runs) {
    long steps = 0;
    long messages = 0;
    for (Run run = runs.at(0); run != null; run = runs.at(++steps)) {
      messages += worker == 1 ? messageBytes(run) : 0;
    }
    SortedMap<String, String> all = new TreeMap<>(header);
    all.put(WORKER, String.valueOf(worker));
    all.put(STEPS, String.valueOf(steps));
    all.put(MESSAGES, String.valueOf(messages));
    all.put(SEED, HexFormat.of().formatHex(seeds.of(worker)));
    try {
      PrivateFiles.createFolder(file.toAbsolutePath().getParent());
      try (FileChannel out = PrivateFiles.create(file)) {
        byte[] text = Lines.text(all).getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = buffer(HEADER_AT + text.length + CHECKSUM);
        head.put(MAGIC).putLong(0).putInt(text.length).put(text).put(Lines.sha256(text));
        write(out, head.flip());
        for (long step = 0; worker == 1 && step < steps; step++) {
          message(out, step, runs.at(step), dealer);
        }
        out.force(true);
        return out.size();
      }
    } catch (FileAlreadyExistsException _) {
      throw new DataException(file + ": is there already: correlations are not dealt twice");
    } catch (IOException e) {
      throw new DataException(file + ": cannot be written: " + e.getMessage());
    }
  }

  private static long messageBytes(Run run) {
    return (long) run.program().layout().dealtWords() * Long.BYTES + Integer.BYTES;
  }

  private static void message(FileChannel out, long step, Run run, Dealer dealer)
      throws IOException {
    int words = run.program().layout().dealtWords();
    ByteBuffer bytes = buffer(Math.toIntExact(messageBytes(run)));
    if (words > 0) {
      HostBuffer message = dealer.message(words);
      dealer.deal(step, run, message.tensor());
      MemorySegment.copy(
          message.read(words), 0, MemorySegment.ofBuffer(bytes), 0, (long) words * Long.BYTES);
    }
    bytes.putInt(words * Long.BYTES, crc(bytes, words * Long.BYTES));
    write(out, bytes);
  }

  private static int crc(ByteBuffer bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, length);
    return (int) crc.getValue();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /**
   * Opens a file that nobody has used.
   *
   * @param worker who opens it, 0 or 1
   * @throws DataException if it is no such file, another worker's, damaged, in use or used
   */
  public static CorrelationFile open(Path file, int worker) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new DataException(file + ": another process uses it");
      }
      CorrelationFile opened = open(file, channel);
      opened.require(worker);
      return opened;
    } catch (DataException e) {
      closeQuietly(channel);
      throw e;
    } catch (OverlappingFileLockException _) {
      closeQuietly(channel);
      throw new DataException(file + ": another session uses it");
    } catch (NoSuchFileException _) {
      throw new DataException(file + ": no such file");
    } catch (IOException e) {
      closeQuietly(channel);
      throw new DataException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static CorrelationFile open(Path file, FileChannel channel) throws IOException {
    ByteBuffer head = buffer(HEADER_AT);
    if (!read(channel, head, 0) || !Arrays.equals(MAGIC, Arrays.copyOf(head.array(), 16))) {
      throw new DataException(file + ": holds no correlations of RingBench");
    }
    int length = head.getInt(LENGTH_AT);
    if (length < 0 || length > MOST_HEADER) {
      throw new DataException(file + ": is damaged: its header does not fit");
    }
    ByteBuffer text = buffer(length + CHECKSUM);
    boolean whole = read(channel, text, HEADER_AT);
    byte[] bytes = Arrays.copyOf(text.array(), length);
    byte[] checksum = Arrays.copyOfRange(text.array(), length, length + CHECKSUM);
    if (!whole || !Arrays.equals(Lines.sha256(bytes), checksum)) {
      throw new DataException(file + ": is damaged: its header's checksum does not fit");
    }
    SortedMap<String, String> header =
        Lines.parse(file.toString(), new String(bytes, StandardCharsets.UTF_8));
    int messagesAt = HEADER_AT + length + CHECKSUM;
    long size = messagesAt + Long.parseLong(header.get(MESSAGES));
    if (channel.size() != size) {
      throw new DataException(
          "%s: is damaged: it has %d bytes where %d were dealt"
              .formatted(file, channel.size(), size));
    }
    return new CorrelationFile(file, channel, header, messagesAt, head.getLong(MARK_AT));
  }

  private void require(int worker) {
    if (!header.get(WORKER).equals(String.valueOf(worker))) {
      throw new DataException(
          "%s: is worker %s's: worker %d needs its own"
              .formatted(file, header.get(WORKER), worker));
    }
    if (mark != 0) {
      throw new DataException(
          "%s: was used up to step %d of %d: correlations are used once, deal a new file"
              .formatted(file, mark, steps));
    }
  }

  private static boolean read(FileChannel channel, ByteBuffer into, long at) throws IOException {
    while (into.hasRemaining()) {
      int count = channel.read(into, at + into.position());
      if (count < 0) {
        return false;
      }
    }
    return true;
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException _) {
        // What went wrong before is what the user must hear of.
      }
    }
  }

  /** A public fact about the run, empty if the file does not say it. */
  public String get(String key) {
    return key.equals(SEED) ? "" : header.getOrDefault(key, "");
  }

  /** The worker's seed. From now on the file counts as used. */
  public byte[] seed() {
    reserve(header.get(WORKER).equals("0") ? steps : 1);
    return HexFormat.of().parseHex(header.get(SEED));
  }

  /** How many steps it is for. */
  public long steps() {
    return steps;
  }

  /** Makes sure that the mark on disk is at least {@code needed}. */
  private void reserve(long needed) {
    if (mark >= needed) {
      return;
    }
    long next = Math.max(needed, Math.min(steps, needed - 1 + RESERVED));
    try {
      channel.write(buffer(Long.BYTES).putLong(0, next), MARK_AT);
      channel.force(true);
    } catch (IOException e) {
      throw new DataException(file + ": its mark cannot be written: " + e.getMessage());
    }
    mark = next;
  }

  @Override
  public void receive(MemorySegment into) {
    if (taken >= steps) {
      throw new DataException("%s: holds %d steps: the run needs more".formatted(file, steps));
    }
    reserve(taken + 1);
    int length = Math.toIntExact(into.byteSize());
    if (buffer.capacity() != length + Integer.BYTES) {
      buffer = buffer(length + Integer.BYTES);
    }
    try {
      buffer.clear();
      if (!read(channel, buffer, position) || buffer.getInt(length) != crc(buffer, length)) {
        throw new DataException(file + ": is damaged at step " + taken);
      }
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e.getMessage());
    }
    MemorySegment.copy(MemorySegment.ofBuffer(buffer.clear()), 0, into, 0, length);
    position += length + Integer.BYTES;
    taken++;
  }

  /** Whether a file is one of these, by its first bytes. */
  public static boolean isOne(Path file) {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(MAGIC, in.readNBytes(MAGIC.length));
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
