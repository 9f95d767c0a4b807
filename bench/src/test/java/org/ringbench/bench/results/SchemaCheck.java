package org.ringbench.bench.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** As much of JSON Schema as our schema uses. */
final class SchemaCheck {
  private final JsonNode root;
  private final List<String> violations = new ArrayList<>();

  private SchemaCheck(JsonNode root) {
    this.root = root;
  }

  /** Where the value does not fit, one sentence each. */
  static List<String> violations(JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(schema);
    check.visit(schema, value, "");
    return check.violations;
  }

  private void visit(JsonNode schema, JsonNode value, String path) {
    if (schema.has("$ref")) {
      visit(root.at(schema.get("$ref").asText().substring(1)), value, path);
      return;
    }
    schema
        .fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!fits(keyword, schema.get(keyword), value, path)) {
                violations.add(
                    "%s: %s %s: %s".formatted(path, keyword, schema.get(keyword), value));
              }
            });
  }

  private boolean fits(String keyword, JsonNode rule, JsonNode value, String path) {
    return switch (keyword) {
      case "type" -> rule.isArray() ? anyType(rule, value) : isType(rule.asText(), value);
      case "const" -> rule.equals(value);
      case "enum" -> contains(rule, value);
      case "required" -> !value.isObject() || hasAll(rule, value);
      case "minimum" -> !value.isNumber() || value.asDouble() >= rule.asDouble();
      case "maximum" -> !value.isNumber() || value.asDouble() <= rule.asDouble();
      case "exclusiveMinimum" -> !value.isNumber() || value.asDouble() > rule.asDouble();
      case "minItems" -> !value.isArray() || value.size() >= rule.asInt();
      case "minLength" -> !value.isTextual() || value.asText().length() >= rule.asInt();
      case "items" -> {
        for (int i = 0; i < value.size(); i++) {
          visit(rule, value.get(i), path + "/" + i);
        }
        yield true;
      }
      case "properties" -> {
        rule.fieldNames()
            .forEachRemaining(
                name -> {
                  if (value.has(name)) {
                    visit(rule.get(name), value.get(name), path + "/" + name);
                  }
                });
        yield true;
      }
      case "additionalProperties" -> {
        value
            .fieldNames()
            .forEachRemaining(name -> visit(rule, value.get(name), path + "/" + name));
        yield true;
      }
      case "pattern" -> !value.isTextual() || value.asText().matches(rule.asText());
      case "oneOf" -> {
        int fitting = 0;
        for (JsonNode choice : rule) {
          SchemaCheck check = new SchemaCheck(root);
          check.visit(choice, value, path);
          fitting += check.violations.isEmpty() ? 1 : 0;
        }
        yield fitting == 1;
      }
      case "$schema", "$defs", "title", "description", "format" -> true;
      default -> throw new IllegalArgumentException("keyword " + keyword + " is not checked here");
    };
  }

  private static boolean anyType(JsonNode types, JsonNode value) {
    for (JsonNode type : types) {
      if (isType(type.asText(), value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("type " + type + " is not checked here");
    };
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode allowed : values) {
      if (allowed.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAll(JsonNode names, JsonNode object) {
    for (JsonNode name : names) {
      if (!object.has(name.asText())) {
        return false;
      }
    }
    return true;
  }
}
