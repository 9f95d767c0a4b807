package org.ringbench.bench.process;

import java.util.Arrays;
import java.util.Optional;

/**
 * One setting as the user gave it: by a flag, or by an environment variable, which the flag
 * overrides. Messages name the one that was used.
 */
final class Given {
  private final String flag;
  private final String variable; // null if there is none
  private final String text; // null if not given
  private final String origin;

  private Given(String flag, String variable, String text, String origin) {
    this.flag = flag;
    this.variable = variable;
    this.text = text;
    this.origin = origin;
  }

  /** What a flag says, or else a variable, of which an empty one counts as not set. */
  static Given of(String flag, String flagText, String variable, String variableText) {
    if (flagText != null) {
      return new Given(flag, variable, flagText, flag);
    }
    boolean set = variableText != null && !variableText.isBlank();
    return new Given(flag, variable, set ? variableText.strip() : null, variable);
  }

  boolean isGiven() {
    return text != null;
  }

  Optional<String> text() {
    return Optional.ofNullable(text);
  }

  /** How the user can give it. */
  String names() {
    return variable == null ? flag : variable + " or " + flag;
  }

  SettingException wrong(String expected) {
    return new SettingException("%s is \"%s\": expected %s".formatted(origin, text, expected));
  }

  String required(String what) {
    if (text == null) {
      throw new SettingException("%s is not set: expected %s".formatted(names(), what));
    }
    return text;
  }

  int integer(int otherwise, int least, int most) {
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // The same sentence.
    }
    throw wrong("a whole number from %d to %d".formatted(least, most));
  }

  long wholeNumber(long otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw wrong("a whole number");
    }
  }

  double decimal(double otherwise, double least, double most) {
    if (text == null) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // The same sentence.
    }
    throw wrong("a number from %s to %s".formatted(least, most));
  }

  String choice(String otherwise, String... choices) {
    if (text == null) {
      return otherwise;
    }
    for (String choice : choices) {
      if (choice.equalsIgnoreCase(text)) {
        return choice;
      }
    }
    throw wrong("one of " + String.join(", ", Arrays.asList(choices)));
  }
}
