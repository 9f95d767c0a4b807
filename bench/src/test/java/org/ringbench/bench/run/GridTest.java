package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
  @Test
  void expandsEveryCombinationTheLastAxisFastest() {
    assertEquals(
        List.of("16 total", "16 online", "64 total", "64 online"),
        Grid.parse("trainingStep batchSize=16,64 phase=total,online").stream()
            .map(cell -> cell.get(Axis.BATCH_SIZE) + " " + cell.get(Axis.PHASE))
            .toList());
  }

  @Test
  void combinationsWithoutMeaningAreOneCell() {
    String plaintext = "trainingStep engine=nd4j fractionBits=8,16 comparison=radix4,radix2";
    assertEquals(1, Grid.parse(plaintext + " phase=total,online").size());
    assertEquals(
        2, Grid.parse("trainingStep engine=fixed fractionBits=8,16 phase=total,online").size());
    assertEquals(1, Grid.parse("trainingStep model=linreg activation=relu,square").size());
    assertEquals(1, Grid.parse("trainingStep activation=square comparison=radix4,radix2").size());
  }

  @Test
  void aCellHasOnlyTheAxesThatMatter() {
    Cell plaintext = Grid.parse("trainingStep engine=nd4j").getFirst();
    assertNull(plaintext.number(Axis.FRACTION_BITS));
    assertNull(plaintext.get(Axis.BACKEND));
    assertEquals(64, plaintext.number(Axis.BATCH_SIZE));
    assertEquals("total", plaintext.get(Axis.PHASE));
  }

  @Test
  void aNetworkIsBetweenPartiesThatSpeak() {
    List<Cell> cells = Grid.parse("trainingStep phase=total,offline network=in-memory,wan");
    assertEquals(3, cells.size(), "an offline phase has no network");
    assertNull(Grid.parse("trainingStep engine=fixed").getFirst().get(Axis.NETWORK));
    assertRefused(
        "network \"dsl\": expected in-memory, loopback, lan-10g, lan-1g, wan or a file FILE.json",
        "trainingStep network=dsl");
  }

  @Test
  void unknownWordsAreRefused() {
    assertRefused("unknown benchmark \"conv\" in: conv", "conv");
    assertRefused("unknown axis \"speed\" in: relu speed=1", "relu speed=1");
    assertRefused("unknown axis \"model\" in: relu model=mlp", "relu model=mlp");
    assertRefused("batchSize \"0\": expected 1 to 100000", "trainingStep batchSize=16,0");
  }

  @Test
  void aSelectionFiltersWhatIsMeasuredAndReplacesTheRest() {
    List<Cell> tier = Grid.parse("trainingStep model=mlp,linreg batchSize=16,64\nringPeak");
    Selection selection =
        new Selection()
            .choose("--model", Axis.MODEL, List.of("mlp"))
            .choose("--fraction-bits", Axis.FRACTION_BITS, List.of("13", "14"));
    assertEquals(
        List.of("16 13", "16 14", "64 13", "64 14"),
        selection.of(tier).stream()
            .map(cell -> cell.get(Axis.BATCH_SIZE) + " " + cell.get(Axis.FRACTION_BITS))
            .toList());
    assertEquals(tier, new Selection().of(tier));
  }

  /** A square has no comparisons: a ReLU in its place has them, the usual ones or those chosen. */
  @Test
  void aSelectionGivesAnAxisItsMeaningBack() {
    List<Cell> square = Grid.parse("trainingStep activation=square fractionBits=8");
    List<String> relu = List.of("relu");
    assertEquals(
        Grid.parse("trainingStep activation=relu fractionBits=8"),
        new Selection().choose("--activation", Axis.ACTIVATION, relu).of(square));
    assertEquals(
        Grid.parse("trainingStep activation=relu fractionBits=8 comparison=radix2"),
        new Selection()
            .choose("--activation", Axis.ACTIVATION, relu)
            .choose("--comparison", Axis.COMPARISON, List.of("radix2"))
            .of(square));
  }

  @Test
  void aSelectionThatLeavesNothingIsRefused() {
    List<Cell> tier = Grid.parse("trainingStep model=mlp");
    Selection linreg = new Selection().choose("--model", Axis.MODEL, List.of("linreg"));
    assertThrows(IllegalArgumentException.class, () -> linreg.of(tier));
  }

  private static void assertRefused(String message, String line) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Grid.parse(line));
    assertEquals(message, e.getMessage());
  }
}
