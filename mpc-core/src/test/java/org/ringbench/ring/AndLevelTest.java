package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The figures that the comparison's cost rests on. */
class AndLevelTest {
  @Test
  void radixFourOpens33BitsInTwoRounds() {
    ComparisonLayout layout = new ComparisonLayout(64, 4, 4);
    assertEquals(16, layout.chunks());
    assertEquals(15 * 15 + 3 + 1, layout.dealtPlanes());
    assertEquals(2, layout.levels().size());
    assertEquals(33, layout.levels().stream().mapToInt(AndLevel::maskPlanes).sum());
  }

  @Test
  void aGroupOfFourHas15ProductsAndWithEq22() {
    AndLevel level = new AndLevel(16, 4);
    assertEquals(15, level.groupList().getFirst().products().length);
    assertEquals(22, level.groupList().getLast().products().length);
    assertEquals(15 + 3 * 22, level.productPlanes());
  }

  @Test
  void radixTwoTakesSixRounds() {
    ComparisonLayout layout = new ComparisonLayout(64, 1, 2);
    assertEquals(6, layout.levels().size());
    assertEquals(63, layout.dealtPlanes());
    assertEquals(1, layout.levels().getLast().groups());
  }
}
