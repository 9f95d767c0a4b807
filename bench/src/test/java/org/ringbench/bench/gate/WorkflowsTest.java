package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the workflows may do, and with whose code. */
class WorkflowsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{[^}]*}}");

  private static String text(String name) throws IOException {
    return Files.readString(Path.of("..", ".github", "workflows", name));
  }

  static List<String> all() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", ".github", "workflows"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void actionsArePinnedAndStrangersMayOnlyRead(String name) throws IOException {
    JsonNode workflow = YAML.readTree(text(name));
    // YAML 1.1 reads the key "on" as true; this reader does not.
    assertFalse(workflow.get("on").has("pull_request_target"), name);
    if (workflow.get("on").has("pull_request")) {
      assertEquals("{\"contents\":\"read\"}", workflow.get("permissions").toString());
    }
    for (JsonNode job : workflow.get("jobs")) {
      assertTrue(job.has("timeout-minutes"), name);
      for (JsonNode step : job.get("steps")) {
        if (step.has("uses")) {
          assertTrue(step.get("uses").asText().matches("actions/[a-z-]+@[0-9a-f]{40}"), name);
        }
        assertNoExpressionIn(step.path("run").asText(), name);
      }
    }
  }

  /**
   * An expression within a script is replaced before the shell reads it: a stranger's text runs.
   */
  private static void assertNoExpressionIn(String script, String name) {
    Matcher expression = EXPRESSION.matcher(script);
    assertFalse(expression.find(), name + ": an expression in a script");
  }

  /** The workflow that may write runs nothing of the pull request. */
  @ParameterizedTest
  @ValueSource(strings = {"actions/checkout", "mvnw", "bin/", "report/*"})
  void theCommentRunsNoCodeOfThePullRequest(String code) throws IOException {
    assertFalse(text("gate-comment.yml").contains(code), code);
  }
}
