package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong seconds = new AtomicLong();

  @Test
  void plainLinesWhereNobodyWatches() {
    Progress progress = progress(false);
    progress.begin("a");
    seconds.set(60);
    progress.begin("b");
    progress.end();
    // Half done in 60 s where 20 s were expected: half of 20 and half of 60 are left of the rest.
    assertEquals(
        """
        [  1/2] 0:00 elapsed, about 0:40 left: a
        [  2/2] 1:00 elapsed, about 0:40 left: b
        """,
        text());
  }

  @Test
  void oneLineOnATerminal() {
    Progress progress = progress(true);
    progress.begin("x".repeat(200));
    progress.end();
    String[] lines = text().split("\r", -1);
    assertEquals(3, lines.length);
    assertEquals(100 + "\u001b[K".length(), lines[1].length());
    assertEquals("\u001b[K", lines[2]);
  }

  private Progress progress(boolean terminal) {
    return new Progress(
        out, terminal, 2, Duration.ofSeconds(40), () -> seconds.get() * 1_000_000_000L);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
