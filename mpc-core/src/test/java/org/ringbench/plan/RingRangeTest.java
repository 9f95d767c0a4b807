package org.ringbench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingRangeTest {
  @ParameterizedTest
  @CsvSource({"64, 62", "16, 14", "7, 5"})
  void aSumStaysTwoBitsBelowTheRing(int ringBits, int most) {
    double limit = Math.scalb(1.0, most);
    assertNull(violation(ringBits, Math.nextDown(limit), most - 1));
    assertEquals(
        "a sum may reach 2^%1$d.0 in units of its last place, and must stay below 2^%1$d"
            .formatted(most),
        violation(ringBits, limit, 0));
    assertEquals(
        "a sum is truncated by %d bits, over %d".formatted(most, most - 1),
        violation(ringBits, 1, most));
  }

  @Test
  void aBoundThatIsNoNumberDoesNotFit() {
    assertEquals(
        "a sum may reach 2^NaN in units of its last place, and must stay below 2^62",
        violation(64, Double.NaN, 0));
  }

  @Test
  void theFirstIsRemembered() {
    RingRange range = new RingRange(64);
    range.check("first", Double.POSITIVE_INFINITY, 0);
    range.check("second", 1, 70);
    range.check("third", 1, 0);
    assertEquals(
        "first may reach 2^Infinity in units of its last place, and must stay below 2^62",
        range.violation());
  }

  private static String violation(int ringBits, double bound, int shift) {
    RingRange range = new RingRange(ringBits);
    range.check("a sum", bound, shift);
    return range.violation();
  }
}
