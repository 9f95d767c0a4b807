package org.ringbench.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Fingerprint;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.workload.BeaverProduct;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.ProductShape;
import org.ringbench.bench.workload.Relu;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.data.Lines;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;

/** Counts beside what the schedules of their programs say. */
class TrafficTest {
  private static final String EQUAL = "all counts equal theirs";
  private static final String UNEQUAL = "this must not be";

  private static Row row(String benchmark, Program program, long moreBytes, String... axes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < axes.length; i += 2) {
      parameters.put(axes[i], axes[i + 1]);
    }
    Cost cost = Cost.of(program);
    return new Row(
        benchmark + " " + parameters,
        benchmark,
        parameters,
        Fingerprint.of(benchmark, parameters, Lines.hash(program.schedule().toString())),
        new Interval(8, 7, 9),
        List.of(7.9, 8.0, 8.1),
        Map.of(
            "rounds",
            (long) cost.rounds(),
            "bytesSentPerParty",
            cost.bytesSentPerParty() + moreBytes,
            "dealerBytes",
            cost.dealerBytes()),
        Map.of(),
        Map.of());
  }

  private static Row step(int bits, long moreBytes) {
    TrainingTask task = TrainingTask.of("linreg", "", DataSource.ofProperties());
    return row(
        Names.TRAINING_STEP,
        task.program(64, TrainingStep.setting(bits, "radix4")),
        moreBytes,
        "model",
        "linreg",
        "engine",
        Names.ENCRYPTED,
        "phase",
        Names.TOTAL,
        "fractionBits",
        String.valueOf(bits),
        "batchSize",
        "64");
  }

  private static String page(List<Row> rows) {
    Results example = Examples.results();
    return ReportPage.of(
        List.of(Source.of(Results.of(example.run(), example.environment(), rows, List.of()))),
        new History(List.of()));
  }

  @Test
  void everyEncryptedOperationHasItsPrediction() {
    List<Row> rows = new ArrayList<>();
    rows.add(step(12, 0));
    rows.add(step(16, 0));
    TrainingTask task = TrainingTask.of("linreg", "", DataSource.ofProperties());
    rows.add(
        row(
            Names.EVALUATION,
            task.evaluation(64, TrainingStep.setting(16, "radix4")),
            0,
            "model",
            "linreg",
            "engine",
            Names.ENCRYPTED,
            "phase",
            Names.TOTAL,
            "fractionBits",
            "16",
            "batchSize",
            "64"));
    rows.add(
        row(
            Names.RELU,
            Relu.program(4096, TrainingStep.setting(16, "radix2")),
            0,
            "phase",
            Names.TOTAL,
            "fractionBits",
            "16",
            "comparison",
            "radix2",
            "elements",
            "4096"));
    rows.add(
        row(
            Names.BEAVER_PRODUCT,
            BeaverProduct.program(ProductShape.of("8x16x4"), TrainingStep.setting(16, "radix4")),
            0,
            "engine",
            Names.ENCRYPTED,
            "phase",
            Names.TOTAL,
            "fractionBits",
            "16",
            "size",
            "8x16x4"));
    String text = page(rows);
    assertTrue(text.contains(EQUAL) && !text.contains(UNEQUAL), "as predicted");
    Matcher lines =
        Pattern.compile(
                "<tr><th scope=\"row\"><a [^>]*>[^<]*</a></th><td class=\"n\">(\\d+)</td>"
                    + "<td class=\"n\">(\\d+)</td>")
            .matcher(text);
    int found = 0;
    for (; lines.find(); found++) {
      assertEquals(lines.group(1), lines.group(2), "rounds");
    }
    assertEquals(4, found, "12 and 16 bits count alike and share a line");
    assertTrue(text.contains("trainingStep: f = 12, 16<"), "their line names both");
  }

  @Test
  void aCountThatMissesItsPredictionIsSaid() {
    String text = page(List.of(step(12, 0), step(16, 8)));
    assertTrue(text.contains(UNEQUAL));
    assertFalse(text.contains(EQUAL));
  }
}
