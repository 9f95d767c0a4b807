package org.ringbench.bench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The published schemas, of which the program holds a copy, and what they say of a file. They are
 * loaded when a file is first read or written: a command that does neither does not wait for them.
 */
final class ResultsSchema {
  private static final Map<Integer, Schema> SCHEMAS = new ConcurrentHashMap<>();
  private static final int LONGEST_VALUE = 60;

  private ResultsSchema() {}

  /**
   * Checks a file.
   *
   * @param version whose schema holds
   * @return where it does not fit, in words that follow a colon; empty if it fits
   */
  static Optional<String> problem(int version, JsonNode file) {
    List<Error> errors = SCHEMAS.computeIfAbsent(version, ResultsSchema::load).validate(file);
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    String more = errors.size() == 1 ? "" : " (and %d more)".formatted(errors.size() - 1);
    return Optional.of(sentence(errors.getFirst()) + more);
  }

  private static Schema load(int version) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .locale(Locale.ENGLISH)
            .pathType(PathType.JSON_PATH)
            .formatAssertionsEnabled(true)
            .build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    String name = "results-%d.schema.json".formatted(version);
    try (InputStream in = ResultsSchema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program was built without " + name);
      }
      return registry.getSchema(in, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sentence(Error error) {
    String path = error.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
    JsonNode rule = error.getSchemaNode();
    String expected =
        switch (error.getKeyword()) {
          case "required" -> null;
          case "type" -> "expected " + types(rule);
          case "const" -> "expected " + rule;
          case "enum" -> "expected one of " + rule;
          case "minimum" -> "expected at least " + rule;
          case "maximum" -> "expected at most " + rule;
          case "exclusiveMinimum" -> "expected more than " + rule;
          case "minItems" -> "expected at least %s entries".formatted(rule);
          case "minLength" -> "expected at least %s characters".formatted(rule);
          case "pattern" -> "expected text like " + rule.asText();
          case "format" -> "expected a " + rule.asText();
          default -> error.getMessage();
        };
    if (expected == null) {
      return (path.isEmpty() ? "" : path + ".") + error.getProperty() + " is missing";
    }
    return "%s is %s: %s".formatted(path, value(error.getInstanceNode()), expected);
  }

  private static String types(JsonNode rule) {
    if (!rule.isArray()) {
      return article(rule.asText());
    }
    StringBuilder types = new StringBuilder();
    rule.forEach(
        type -> types.append(types.isEmpty() ? "" : " or ").append(article(type.asText())));
    return types.toString();
  }

  private static String article(String type) {
    return switch (type) {
      case "null" -> "null";
      case "array", "object", "integer" -> "an " + type;
      default -> "a " + type;
    };
  }

  private static String value(JsonNode node) {
    if (node == null) {
      return "absent";
    }
    if (node.isArray()) {
      return "an array of " + node.size();
    }
    if (node.isObject()) {
      return "an object";
    }
    String text = node.toString();
    return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text;
  }
}
