package org.ringbench.bench.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(Tick::label).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 8.4; 0 2 4 6 8 10",
        "0; 0.021; 0.000 0.005 0.010 0.015 0.020 0.025",
        "0; 1399; 0 500 1000 1500",
        "36.4; 74.1; 30 40 50 60 70 80",
        "-1; 3; -1 0 1 2 3",
        "5; 5; 5 6 7 8 9 10"
      })
  void labelsRoundNumbers(double low, double high, String ticks) {
    LinearScale scale = LinearScale.of(low, high, 5, 0, 100);
    if (low == high) {
      assertTrue(scale.low() <= low && high <= scale.high() && scale.low() < scale.high());
    } else {
      assertEquals(List.of(ticks.split(" ", -1)), labels(scale));
    }
  }

  @Test
  void mapsTheDomainToTheRange() {
    LinearScale linear = LinearScale.of(0, 10, 5, 100, 0); // upwards
    assertEquals(100, linear.at(0));
    assertEquals(0, linear.at(10));
    assertEquals(75, linear.at(2.5), 1e-9);
    assertEquals(0, linear.at(99), "outside lies at the end");
    LogScale log = LogScale.of(1, 100, 0, 200);
    assertEquals(0, log.at(1));
    assertEquals(100, log.at(10), 1e-9);
    assertEquals(200, log.at(100), 1e-9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0.3; 12; 0.2 0.5 1 2 5 10 20",
        "1; 1; 1 2",
        "0.004; 700; 0.01 0.1 1 10 100 1000",
        "1; 10; 1 2 5 10"
      })
  void labelsRoundRatios(double low, double high, String ticks) {
    List<String> labels = labels(LogScale.of(low, high, 0, 100));
    List<String> expected = List.of(ticks.split(" ", -1));
    assertEquals(expected, low == 0.004 ? labels.subList(0, 6) : labels);
  }

  @Test
  void refusesWhatHasNoLogarithm() {
    assertThrows(IllegalArgumentException.class, () -> LogScale.of(0, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> LinearScale.of(0, Double.NaN, 5, 0, 1));
  }

  @Test
  void measuresAndClipsText() {
    assertEquals(33.36 * 1.16, TextWidths.of("00000", 12), 1e-9);
    assertEquals("short", TextWidths.clip("short", 12, 100));
    String clipped = TextWidths.clip("trainingStep mlp encrypted total", 12, 80);
    assertTrue(clipped.endsWith("\u2026") && TextWidths.of(clipped, 12) <= 80, clipped);
  }

  @Test
  void coloursKeepTheirOrderOfLightness() {
    ColorScale colors = new ColorScale(1, 100);
    double before = Double.POSITIVE_INFINITY;
    for (double value = 1; value <= 100; value *= 1.3) {
      int rgb = colors.of(value).rgb();
      double light = 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
      assertTrue(light < before, value + ": " + light);
      before = light;
    }
    assertEquals("#fde725", colors.of(1).css());
    assertEquals("#440154", colors.of(100).css());
    assertTrue(colors.of(100).isDark() && !colors.of(1).isDark());
  }
}
