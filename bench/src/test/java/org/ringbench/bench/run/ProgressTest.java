package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void whatIsLeftFollowsThePace() {
    Progress progress = progress(Progress.Style.LOG);
    progress.begin("a", Duration.ofSeconds(20));
    seconds.set(60);
    progress.begin("b", Duration.ofSeconds(20));
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
  void longStepsCountForMore() {
    Progress progress = progress(Progress.Style.LOG);
    progress.begin("a", Duration.ofSeconds(30));
    seconds.set(30);
    progress.begin("b", Duration.ofSeconds(10));
    assertTrue(text().endsWith("[  2/2] 0:30 elapsed, about 0:10 left: b\n"), text());
  }

  @Test
  void aLogGetsALineNowAndThen() {
    Progress progress = progress(Progress.Style.LOG);
    for (int step = 0; step < 50; step++) {
      seconds.set(step);
      progress.begin("x", Duration.ofSeconds(1));
    }
    assertEquals(3, text().lines().count(), text());
  }

  @Test
  void nothingWhereNobodyAsked() {
    Progress progress = progress(Progress.Style.NONE);
    progress.begin("a", Duration.ofSeconds(30));
    progress.end();
    assertEquals("", text());
  }

  @Test
  void oneLineOnATerminal() {
    Progress progress = progress(Progress.Style.LINE);
    progress.begin("x".repeat(200), Duration.ofSeconds(1));
    progress.end();
    String[] lines = text().split("\r", -1);
    assertEquals(3, lines.length);
    assertEquals(100 + "\u001b[K".length(), lines[1].length());
    assertEquals("\u001b[K", lines[2]);
  }

  private Progress progress(Progress.Style style) {
    return new Progress(
        out, style, 2, Duration.ofSeconds(40), () -> seconds.get() * 1_000_000_000L);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
