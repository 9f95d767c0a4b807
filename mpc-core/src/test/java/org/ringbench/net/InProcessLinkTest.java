package org.ringbench.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class InProcessLinkTest {
  private final InProcessLink[] ends = InProcessLink.pair();

  private static MemorySegment words(long... words) {
    return MemorySegment.ofArray(words);
  }

  @Test
  void bothEndsGetTheOthersMessageAndCountIt() {
    long[] received0 = new long[3];
    long[] received1 = new long[2];
    var other =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 1000; i++) {
                ends[1].exchange(words(7, 8, i), MemorySegment.ofArray(received1));
              }
            });
    long[] message = new long[2];
    for (int i = 0; i < 1000; i++) {
      message[0] = i;
      message[1] = -i;
      ends[0].exchange(MemorySegment.ofArray(message), MemorySegment.ofArray(received0));
      assertArrayEquals(new long[] {7, 8, i}, received0);
    }
    other.join();
    assertArrayEquals(new long[] {999, -999}, received1);
    assertEquals(new Traffic(1000, 16_000, 24_000), ends[0].traffic());
    assertEquals(new Traffic(1000, 24_000, 16_000), ends[1].traffic());
    assertEquals(new Traffic(1, 1, 2), new Traffic(3, 4, 5).since(new Traffic(2, 3, 3)));
  }

  @Test
  void aMessageOfAnotherSizeIsAnError() {
    var other = CompletableFuture.runAsync(() -> ends[1].exchange(words(1, 2), words(0)));
    LinkException e = assertThrows(LinkException.class, () -> ends[0].exchange(words(1), words(0)));
    assertEquals("party 1 sent 16 bytes in round 1 where 8 were expected", e.getMessage());
    ends[0].close();
    assertInstanceOf(
        LinkException.class, assertThrows(CompletionException.class, other::join).getCause());
  }

  @Test
  void aPeerThatLeavesEndsTheWait() {
    var other = CompletableFuture.runAsync(() -> ends[1].close());
    LinkException e = assertThrows(LinkException.class, () -> ends[0].exchange(words(1), words(0)));
    assertEquals("party 1 left in round 1", e.getMessage());
    other.join();
  }
}
