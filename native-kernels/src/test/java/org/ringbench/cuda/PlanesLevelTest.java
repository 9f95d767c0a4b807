package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.ring.AndLevel;

class PlanesLevelTest {
  static Stream<AndLevel> levels() {
    return IntStream.rangeClosed(2, 62)
        .boxed()
        .flatMap(pairs -> IntStream.rangeClosed(2, 4).mapToObj(r -> new AndLevel(pairs, r)));
  }

  /** The kernels' own arithmetic, see Place in planes.cu. */
  @ParameterizedTest
  @MethodSource("levels")
  void findsEveryGroup(AndLevel level) {
    PlanesLevel form = PlanesLevel.of(level);
    List<AndLevel.Group> groups = level.groupList();
    assertEquals(groups.size(), form.groups());
    for (int g = 0; g < groups.size(); g++) {
      AndLevel.Group group = groups.get(g);
      assertEquals(group.first(), g * form.radix());
      assertEquals(group.size(), g == form.groups() - 1 ? form.lastSize() : form.radix());
      assertEquals(group.hasEq(), g > 0);
      assertEquals(group.firstMask(), g == 0 ? 0 : g * form.groupMasks() - 1);
      assertEquals(
          group.firstProduct(), g == 0 ? 0 : form.firstProducts() + (g - 1) * form.groupProducts());
    }
  }
}
