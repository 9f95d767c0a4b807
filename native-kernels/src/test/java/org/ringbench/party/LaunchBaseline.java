package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.ringbench.cuda.CudaActivity;
import org.ringbench.emulator.DriverStatistics;
import org.ringbench.emulator.EmulatedDriver;

/**
 * The accepted counts of the emulated GPU: kernel launches, copies with their bytes, and the host's
 * waits in a steady encrypted step of both parties and the dealer, a baseline as {@code
 * results/schema/baseline-1.schema.json} describes it. Like the baseline of any machine it changes
 * by a reason that somebody gives, and through review:
 *
 * <pre>./mvnw -pl native-kernels -am test -Dtest='LaunchBaselineTest,CudaMnistStepTest' \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dringbench.launches.accept="why they are right"</pre>
 */
final class LaunchBaseline {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static final Path FILE = Path.of("..", "results", "baselines", "emulated-gpu.json");
  private static final String ACCEPT = "ringbench.launches.accept";

  private final Path file;
  private final ObjectNode root;

  /** Sums so far of one driver: what is asked for, and what its device has done. */
  record Reading(CudaActivity.Counts asked, long copiedBytes, long waits) {
    static Reading of(CudaActivity activity, EmulatedDriver driver) {
      DriverStatistics device = driver.statistics();
      return new Reading(activity.counts(), device.copiedBytes(), device.synchronisations());
    }

    /** What has come since an earlier reading, by the names of the counters. */
    Map<String, Long> since(Reading before) {
      CudaActivity.Counts counts = asked.since(before.asked);
      return Map.of(
          "launches", counts.launches(),
          "uploads", counts.uploads(),
          "uploadedBytes", counts.uploadedBytes(),
          "downloads", counts.downloads(),
          "downloadedBytes", counts.downloadedBytes(),
          "copiedBytes", copiedBytes - before.copiedBytes,
          "synchronisations", waits - before.waits);
    }
  }

  private LaunchBaseline(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
  }

  /** Fails if the counts of a row are not the accepted ones, unless somebody says why. */
  static void require(String row, Map<String, Long> counts) throws IOException {
    List<String> differences = read(FILE).differences(row, counts);
    String reason = System.getProperty(ACCEPT);
    if (!differences.isEmpty() && reason != null) {
      read(FILE).accept(row, counts, reason, Instant.now());
    } else if (!differences.isEmpty()) {
      fail(
          "%s says otherwise; if this is meant, accept it with -D%s=\"reason\":%n%s"
              .formatted(FILE, ACCEPT, String.join(System.lineSeparator(), differences)));
    }
  }

  static LaunchBaseline read(Path file) throws IOException {
    return new LaunchBaseline(file, (ObjectNode) JSON.readTree(file.toFile()));
  }

  /** What differs from the accepted counts of a row, a line a counter; empty if nothing does. */
  List<String> differences(String row, Map<String, Long> counts) {
    Map<String, Long> accepted = new TreeMap<>();
    for (var known : root.get("rows")) {
      if (known.get("id").asText().equals(row)) {
        known
            .get("counters")
            .properties()
            .forEach(counter -> accepted.put(counter.getKey(), counter.getValue().asLong()));
      }
    }
    List<String> differences = new ArrayList<>();
    Map<String, Long> all = new TreeMap<>(accepted);
    all.putAll(counts);
    for (String counter : all.keySet()) {
      if (!Objects.equals(accepted.get(counter), counts.get(counter))) {
        differences.add(
            "%s: %s %s -> %s".formatted(row, counter, accepted.get(counter), counts.get(counter)));
      }
    }
    return differences;
  }

  /** Takes the counts of a row as right from now on, and writes the file. */
  void accept(String row, Map<String, Long> counts, String reason, Instant now) throws IOException {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("expected why the new counts are right");
    }
    ArrayNode rows = (ArrayNode) root.get("rows");
    for (int k = rows.size() - 1; k >= 0; k--) {
      if (rows.get(k).get("id").asText().equals(row)) {
        rows.remove(k);
      }
    }
    ObjectNode added = rows.addObject().put("id", row).putNull("fingerprint");
    ObjectNode counters = added.putObject("counters");
    new TreeMap<>(counts).forEach(counters::put);
    added.putNull("allocatedBytesPerStep");
    acceptance(reason.strip(), now).add(row);
    Files.writeString(file, JSON.writeValueAsString(root) + "\n");
  }

  /** The rows of this word for a change: one entry for all that is accepted with it. */
  private ArrayNode acceptance(String reason, Instant now) throws IOException {
    ArrayNode accepted = (ArrayNode) root.get("accepted");
    String commit = commit();
    if (!accepted.isEmpty()) {
      JsonNode last = accepted.get(accepted.size() - 1);
      if (last.get("reason").asText().equals(reason)
          && last.get("commit").asText().equals(commit)) {
        return (ArrayNode) last.get("rows");
      }
    }
    return accepted
        .addObject()
        .put("date", now.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("commit", commit)
        .put("run", "emulator")
        .put("tier", "emulator")
        .put("reason", reason)
        .putArray("rows");
  }

  private static String commit() throws IOException {
    Process git = new ProcessBuilder("git", "rev-parse", "--short=12", "HEAD").start();
    String hash = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return hash.isEmpty() ? "unknown" : hash;
  }
}
