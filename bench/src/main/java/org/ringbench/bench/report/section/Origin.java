package org.ringbench.bench.report.section;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.table.Backends;
import org.ringbench.bench.table.Numbers;

/** The environment and the exact command. */
public final class Origin implements Section {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields whose names say too little. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("cpu", "processor"),
          Map.entry("memoryBytes", "memory"),
          Map.entry("os", "system"),
          Map.entry("jdk", "Java"),
          Map.entry("gpu", "GPU"),
          Map.entry("threads", "threads of either side"),
          Map.entry("vectorBits", "vector width (bits)"),
          Map.entry("cpuFlags", "instruction sets"),
          Map.entry("jvmFlags", "JVM flags"),
          Map.entry("blas", "ND4J multiplies with"),
          Map.entry("blasThreads", "its threads"),
          Map.entry("governor", "clock governor"),
          Map.entry("cpuLimit", "limit of processors"),
          Map.entry("memoryLimitBytes", "limit of memory"),
          Map.entry("gpuDriver", "GPU driver"));

  @Override
  public String id() {
    return "environment";
  }

  @Override
  public String title() {
    return "Environment and command";
  }

  @Override
  public List<Element> of(RunView run) {
    Results results = run.results();
    RunInfo info = results.run();
    Element facts = Element.of("dl").style("facts");
    fact(facts, "run", info.id());
    fact(facts, "started", info.startedAt());
    if (info.finishedAt() != null) {
      fact(facts, "finished", info.finishedAt());
    }
    fact(facts, "commit", info.commit());
    fact(facts, "tier", info.tier());
    Backends.of(results).ifPresent(ring -> fact(facts, "ring on", ring));
    if (info.shard() != null) {
      fact(facts, "shard", "%d of %d".formatted(info.shard().index(), info.shard().count()));
    }
    for (Map.Entry<String, JsonNode> field :
        JSON.<JsonNode>valueToTree(results.environment()).properties()) {
      String value = value(field.getKey(), field.getValue());
      if (!value.isEmpty()) {
        fact(facts, WORDS.getOrDefault(field.getKey(), Labels.words(field.getKey())), value);
      }
    }
    return List.of(
        Element.of("p", "This command makes the run again:"),
        Table.scrolling("The command", Element.of("pre").add(Element.of("code", info.command()))),
        facts);
  }

  private static void fact(Element facts, String name, String value) {
    facts.add(Element.of("div").add(Element.of("dt", name), Element.of("dd", value)));
  }

  private static String value(String name, JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (name.endsWith("Bytes")) {
      return Numbers.significant(value.asDouble() / 1e9) + " GB";
    }
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.asText()));
      return String.join(" ", items);
    }
    return value.asText();
  }
}
