package org.ringbench.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Canonical text: one {@code key = value} a line, sorted by key, so that it can be hashed. */
public final class Lines {
  private static final Pattern LINE =
      Pattern.compile("([a-z0-9.-]{1,80}) = ([\\x20-\\x7e]{0,4000})");

  private Lines() {}

  /**
   * The text of these entries.
   *
   * @throws IllegalArgumentException if one does not fit on its line
   */
  public static String text(Map<String, String> entries) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(entries)
        .forEach(
            (key, value) -> {
              String line = key + " = " + value;
              if (!LINE.matcher(line).matches()) {
                throw new IllegalArgumentException(
                    "\"%s\": expected \"key = value\" in plain characters".formatted(line));
              }
              text.append(line).append('\n');
            });
    return text.toString();
  }

  /**
   * The entries of a text.
   *
   * @param origin for messages
   * @throws DataException if a line is no entry, or a key comes twice
   */
  public static SortedMap<String, String> parse(String origin, String text) {
    SortedMap<String, String> entries = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new DataException("%s: line %d is not \"key = value\"".formatted(origin, number));
      }
      if (entries.put(matcher.group(1), matcher.group(2)) != null) {
        throw new DataException(
            "%s: line %d has \"%s\" again".formatted(origin, number, matcher.group(1)));
      }
    }
    return entries;
  }

  /** SHA-256 of a text, in hexadecimal. */
  public static String hash(String text) {
    return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** SHA-256 of some bytes. */
  public static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has SHA-256
    }
  }
}
