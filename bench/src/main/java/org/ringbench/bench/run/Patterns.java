package org.ringbench.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions that choose cells, each found somewhere in the cell's id, such as {@code
 * trainingStep linreg nd4j}, or in the name that JMH has for its benchmark.
 */
public final class Patterns {
  private record Expression(String option, Pattern pattern) {
    boolean finds(Cell cell) {
      return pattern.matcher(cell.toString()).find()
          || pattern.matcher(cell.benchmark().jmhName()).find();
    }
  }

  private final List<Expression> expressions = new ArrayList<>();

  /**
   * Adds expressions.
   *
   * @param option that gave them, for messages
   * @throws IllegalArgumentException for one that is none
   */
  public Patterns with(String option, List<String> texts) {
    for (String text : texts) {
      try {
        expressions.add(new Expression(option, Pattern.compile(text)));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "%s \"%s\": expected a regular expression: %s"
                .formatted(option, text, e.getDescription()),
            e);
      }
    }
    return this;
  }

  /**
   * The cells that one of the expressions finds; all without any expression.
   *
   * @throws IllegalArgumentException naming the expression that finds none and words like it
   */
  public List<Cell> of(List<Cell> cells) {
    for (Expression expression : expressions) {
      if (cells.stream().noneMatch(expression::finds)) {
        throw new IllegalArgumentException(
            "%s \"%s\" matches no cell%s"
                .formatted(expression.option, expression.pattern, near(expression.pattern, cells)));
      }
    }
    return cells.stream()
        .filter(c -> expressions.isEmpty() || expressions.stream().anyMatch(e -> e.finds(c)))
        .toList();
  }

  private static String near(Pattern pattern, List<Cell> cells) {
    if (Tier.all().stream().anyMatch(tier -> tier.name().equals(pattern.pattern()))) {
      return ": did you mean --tier " + pattern + "?";
    }
    Set<String> words = new LinkedHashSet<>();
    cells.forEach(cell -> words.addAll(List.of(cell.toString().split(" ", -1))));
    List<String> near = Similar.to(pattern.pattern(), words);
    return near.isEmpty()
        ? " of the tier (--dry-run lists them)"
        : ": did you mean " + String.join(" or ", near) + "?";
  }
}
