package org.ringbench.bench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings a results file of version 1 to the present one. A version 1 row had a field for each axis
 * and each counter; it did not record the program, so that its fingerprints equal those of other
 * migrated rows alone.
 */
final class Migration {
  /** The version that is brought up. */
  static final int FROM = 1;

  /** In the order of the axes, which is that of the words in an id. */
  private static final List<String> AXES =
      List.of(
          "model",
          "engine",
          "phase",
          "fractionBits",
          "batchSize",
          "comparison",
          "activation",
          "backend",
          "execution",
          "network",
          "threads",
          "size");

  /** Whose values tell their axis alone. */
  private static final Set<String> WORDS =
      Set.of("model", "engine", "phase", "comparison", "activation");

  private static final List<String> COUNTERS =
      List.of(
          "rounds",
          "bytesSentPerParty",
          "firstStepBytesSentPerParty",
          "dealerBytes",
          "multiplyAdds",
          "threads",
          "allocatedBytesPerStep");

  private static final List<String> FACTS = List.of("ringBits", "seedExpansion");

  /** Plaintext engines whose number of threads was an axis. */
  private static final Set<String> THREADED = Set.of(Names.ND4J, Names.JAVA_FLOAT);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode root;
  private final int allThreads;
  private final Set<String> ids = new HashSet<>();

  private Migration(ObjectNode root) {
    this.root = root.deepCopy();
    allThreads = root.path("environment").path("threads").asInt();
  }

  /** The same file in the present version, without its ratios: those follow from the rows. */
  static ObjectNode migrate(ObjectNode old) {
    return new Migration(old).migrate();
  }

  private ObjectNode migrate() {
    root.put("schemaVersion", Results.VERSION);
    root.set("missing", JSON.arrayNode());
    ArrayNode rows = JSON.arrayNode();
    root.path("rows").forEach(row -> rows.add(row(row)));
    root.set("rows", rows);
    root.set("ratios", JSON.arrayNode());
    return root;
  }

  private ObjectNode row(JsonNode old) {
    String benchmark = old.path("benchmark").asText();
    Map<String, String> parameters = parameters(benchmark, old);
    ObjectNode row = JSON.objectNode();
    row.put("id", unique(id(benchmark, parameters)));
    row.put("benchmark", benchmark);
    ObjectNode axes = row.putObject("parameters");
    parameters.forEach(axes::put);
    row.put("fingerprint", Fingerprint.of(benchmark, parameters, Fingerprint.UNKNOWN_PROGRAM));
    row.set("milliseconds", old.get("milliseconds"));
    row.set("forks", old.get("forks"));
    ObjectNode counters = row.putObject("counters");
    COUNTERS.stream().filter(old::hasNonNull).forEach(key -> counters.set(key, old.get(key)));
    row.putObject("phases");
    ObjectNode facts = row.putObject("facts");
    FACTS.stream().filter(old::hasNonNull).forEach(key -> facts.put(key, old.get(key).asText()));
    return row;
  }

  private Map<String, String> parameters(String benchmark, JsonNode old) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String axis : AXES) {
      if (old.hasNonNull(axis)) {
        parameters.put(axis, old.get(axis).asText());
      }
    }
    boolean isStep = benchmark.equals(Names.TRAINING_STEP);
    if (!isStep) {
      parameters.remove("network"); // ReLU had one, and no choice of it
    }
    if (Names.MEMORY.equals(parameters.get("network"))) {
      parameters.put("network", "in-memory");
    }
    if (isStep && THREADED.contains(parameters.getOrDefault("engine", ""))) {
      // The file has the number that was used, the axis says 0 for all cores.
      parameters.computeIfPresent(
          "threads", (_, used) -> used.equals(String.valueOf(allThreads)) ? "0" : used);
    } else {
      parameters.remove("threads");
    }
    if (benchmark.equals(Names.RELU) && parameters.containsKey("size")) {
      parameters.put("elements", parameters.remove("size"));
    }
    return parameters;
  }

  /** As {@code Cell} words it. */
  private static String id(String benchmark, Map<String, String> parameters) {
    StringBuilder id = new StringBuilder(benchmark);
    parameters.forEach(
        (axis, value) -> {
          if (!value.equals("in-memory")) {
            id.append(' ').append(WORDS.contains(axis) ? value : axis + "=" + value);
          }
        });
    return id.toString();
  }

  /** Early files did not record every axis, so that two rows may look the same. */
  private String unique(String id) {
    String unique = id;
    for (int n = 2; !ids.add(unique); n++) {
      unique = id + " #" + n;
    }
    return unique;
  }
}
