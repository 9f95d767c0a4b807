package org.ringbench.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tiers and the cost of forks, as {@code tiers.txt} declares them. */
public final class TierFile {
  private static final String NAME = "tiers.txt";

  private static final String TEXT = resource();

  private final List<Tier> tiers = new ArrayList<>();
  private final List<ForkCost> costs = new ArrayList<>();

  private TierFile() {}

  /** The file in the jar, with the backend that is usual now. */
  static TierFile ours() {
    return parse(NAME, TEXT);
  }

  /**
   * Parses a file.
   *
   * @param name of the file, for messages
   * @throws IllegalArgumentException naming the line and the word that is wrong
   */
  static TierFile parse(String name, String text) {
    TierFile file = new TierFile();
    TierBuilder open = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      List<String> words = words(line);
      if (words.isEmpty()) {
        continue;
      }
      try {
        boolean isTier = words.getFirst().equals("tier");
        boolean isCost = words.getFirst().equals("cost");
        if (isTier || isCost) {
          file.add(open);
          open = isTier ? new TierBuilder(file.newName(words)) : null;
        }
        if (isCost) {
          file.costs.add(ForkCost.parse(words.subList(1, words.size())));
        } else if (!isTier && open == null) {
          throw new IllegalArgumentException(
              "\"%s\" stands in no tier: expected tier or cost".formatted(words.getFirst()));
        } else if (!isTier) {
          open.add(words, file);
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, line %d: %s".formatted(name, number, e.getMessage()), e);
      }
    }
    try {
      file.add(open);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ", at its end: " + e.getMessage(), e);
    }
    return file;
  }

  /** Every tier, in the order of the file. */
  List<Tier> tiers() {
    return List.copyOf(tiers);
  }

  /** What forks cost, in the order of the file. */
  List<ForkCost> costs() {
    return List.copyOf(costs);
  }

  /**
   * The tier of that name.
   *
   * @throws IllegalArgumentException naming the tiers
   */
  Tier tier(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tier \"%s\": expected %s".formatted(name, Tier.names(tiers))));
  }

  private Optional<Tier> find(String name) {
    return tiers.stream().filter(tier -> tier.name().equals(name)).findFirst();
  }

  private String newName(List<String> words) {
    if (words.size() != 2 || !words.getLast().matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "\"%s\": expected tier and one name of small letters, digits and -"
              .formatted(String.join(" ", words)));
    }
    if (find(words.getLast()).isPresent()) {
      throw new IllegalArgumentException("a second tier \"" + words.getLast() + "\"");
    }
    return words.getLast();
  }

  private void add(TierBuilder open) {
    if (open != null) {
      tiers.add(open.build());
    }
  }

  private static List<String> words(String line) {
    int comment = line.indexOf('#');
    String text = (comment < 0 ? line : line.substring(0, comment)).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
  }

  private static String resource() {
    try (InputStream in = TierFile.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
