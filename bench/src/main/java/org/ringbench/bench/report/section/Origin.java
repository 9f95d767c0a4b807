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
    Table table = new Table("Where it ran").words("part").words("value");
    table.row(List.of("run", info.id()));
    table.row(
        List.of(
            "time",
            info.startedAt() + (info.finishedAt() == null ? "" : " to " + info.finishedAt())));
    table.row(List.of("commit", info.commit()));
    table.row(List.of("tier", info.tier()));
    Backends.of(results).ifPresent(ring -> table.row(List.of("ring on", ring)));
    if (info.shard() != null) {
      table.row(List.of("shard", "%d of %d".formatted(info.shard().index(), info.shard().count())));
    }
    for (Map.Entry<String, JsonNode> field :
        JSON.<JsonNode>valueToTree(results.environment()).properties()) {
      String value = value(field.getKey(), field.getValue());
      if (!value.isEmpty()) {
        table.row(List.of(Labels.words(field.getKey().replace("Bytes", "")), value));
      }
    }
    return List.of(
        Element.of("p", "This command makes the run again:"),
        Table.scrolling("The command", Element.of("pre").add(Element.of("code", info.command()))),
        table.toElement());
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
