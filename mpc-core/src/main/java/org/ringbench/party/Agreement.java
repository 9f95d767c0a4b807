package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.ringbench.data.DataException;
import org.ringbench.data.Lines;
import org.ringbench.net.Connection;
import org.ringbench.net.LinkException;
import org.ringbench.net.Message;
import org.ringbench.net.Role;

/**
 * What is to be run: everything public that the three roles must see alike, as keys and values.
 *
 * <p>It is made in two turns, before anything else is sent. First each role announces what it was
 * started with and what it alone knows, such as its number of rows; what two of them announce must
 * be the same. Then each completes what it has with what follows from it, such as the hash of the
 * plan, and all three must hold the same text.
 *
 * <p>Keys that start with {@link #SESSION} belong to one session; all others must be the same again
 * when a run is resumed.
 */
public final class Agreement {
  /** The start of the keys that a resumed run has anew. */
  public static final String SESSION = "session.";

  private static final int MAX_BYTES = 1 << 16;

  private final SortedMap<String, String> entries;

  /** An agreement of these entries. */
  public Agreement(Map<String, String> entries) {
    this.entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** The value of a key, which must be there. */
  public String get(String key) {
    String value = entries.get(key);
    if (value == null) {
      throw new AgreementException("nobody says what \"" + key + "\" is");
    }
    return value;
  }

  /** The value of a key, a whole number. */
  public int getInt(String key) {
    try {
      return Integer.parseInt(get(key));
    } catch (NumberFormatException _) {
      throw new AgreementException(
          "\"%s\" is \"%s\": expected a whole number".formatted(key, get(key)));
    }
  }

  /** All entries, sorted by key. */
  public SortedMap<String, String> entries() {
    return entries;
  }

  /** This agreement and further entries. */
  public Agreement with(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(entries);
    all.putAll(more);
    return new Agreement(all);
  }

  /** The canonical text. */
  public String text() {
    return Lines.text(entries);
  }

  /** SHA-256 of the text: different in each session. */
  public String hash() {
    return Lines.hash(text());
  }

  /** SHA-256 of what a resumed run must have again. */
  public String lastingHash() {
    SortedMap<String, String> lasting = new TreeMap<>(entries);
    lasting.keySet().removeIf(key -> key.startsWith(SESSION));
    return Lines.hash(Lines.text(lasting));
  }

  /**
   * Reaches agreement with both peers.
   *
   * @param self this role
   * @param own what it announces
   * @param complete adds what follows from all announcements together
   * @throws AgreementException naming what differs, at all three sides
   */
  public static Agreement reach(
      Role self, Map<Role, Connection> peers, Agreement own, UnaryOperator<Agreement> complete) {
    Map<Role, Agreement> announced = exchange(peers, own);
    requireNoDifference(self, own, announced, false);
    SortedMap<String, String> all = new TreeMap<>(own.entries);
    announced.values().forEach(other -> all.putAll(other.entries));
    Agreement completed = complete.apply(new Agreement(all));
    requireNoDifference(self, completed, exchange(peers, completed), true);
    return completed;
  }

  /** Sends to all, then reads from all: each peer gets this side's text before any side stops. */
  private static Map<Role, Agreement> exchange(Map<Role, Connection> peers, Agreement own) {
    byte[] text = own.text().getBytes(StandardCharsets.UTF_8);
    for (Connection peer : peers.values()) {
      peer.send(Message.AGREEMENT, MemorySegment.ofArray(text));
    }
    Map<Role, Agreement> others = new TreeMap<>();
    peers.forEach(
        (role, peer) -> {
          byte[] other = peer.receive(Message.AGREEMENT, MAX_BYTES);
          try {
            others.put(
                role,
                new Agreement(
                    Lines.parse(role + "'s agreement", new String(other, StandardCharsets.UTF_8))));
          } catch (DataException e) {
            throw new LinkException(e.getMessage());
          }
        });
    return others;
  }

  /**
   * Compares every two of them: the dealer, who announces little, sees where the workers differ.
   */
  private static void requireNoDifference(
      Role self, Agreement own, Map<Role, Agreement> others, boolean complete) {
    Map<Role, Agreement> all = new TreeMap<>(others);
    all.put(self, own);
    List<Role> roles = new ArrayList<>(all.keySet());
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < roles.size(); i++) {
      for (int j = i + 1; j < roles.size(); j++) {
        List<String> differences = differences(all, roles.get(i), roles.get(j), complete);
        if (!differences.isEmpty()) {
          sentences.add(
              "%s and %s do not agree: %s"
                  .formatted(roles.get(i), roles.get(j), String.join(", ", differences)));
        }
      }
    }
    if (!sentences.isEmpty()) {
      throw new AgreementException(String.join("; ", sentences));
    }
  }

  private static List<String> differences(
      Map<Role, Agreement> all, Role first, Role second, boolean complete) {
    SortedMap<String, String> a = all.get(first).entries;
    SortedMap<String, String> b = all.get(second).entries;
    TreeSet<String> keys = new TreeSet<>(a.keySet());
    if (complete) {
      keys.addAll(b.keySet());
    } else {
      keys.retainAll(b.keySet());
    }
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String left = a.getOrDefault(key, "nothing");
      String right = b.getOrDefault(key, "nothing");
      if (!left.equals(right)) {
        differences.add("%s is %s at %s and %s at %s".formatted(key, left, first, right, second));
      }
    }
    return differences;
  }
}
