package org.ringbench.bench.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ringbench.data.DataException;
import org.ringbench.net.Role;
import org.ringbench.party.Agreement;
import org.ringbench.party.AgreementException;
import org.ringbench.party.CheckpointFolder;
import org.ringbench.party.ShareFile;

/** The checkpoints of a role, and which of them all go on from. */
final class Resume {
  static final String RUN = "run";
  static final String ROWS = "rows-hash";
  private static final String KEY = Agreement.SESSION + "checkpoints.";
  private static final String CHOSEN = Agreement.SESSION + "resumed";
  private static final String NONE = "none";
  private static final String AGREED = "agreed.";
  private static final String FIRST_EPOCH = "epoch-1-of-";

  private final Optional<CheckpointFolder> folder;
  private final Role role;
  private final SortedMap<Integer, ShareFile> found;

  Resume(ProcessSettings settings) {
    role = settings.role;
    folder =
        Optional.ofNullable(settings.options.checkpoint)
            .map(path -> new CheckpointFolder(path, role));
    found = folder.map(CheckpointFolder::read).orElseGet(TreeMap::new);
  }

  boolean isOn() {
    return folder.isPresent();
  }

  /** What this role tells the others of its checkpoints. */
  Map<String, String> announcement() {
    Map<String, String> entries = new LinkedHashMap<>();
    if (role != Role.DEALER) {
      entries.put("checkpoints", String.valueOf(isOn()));
    }
    if (isOn()) {
      String names =
          found.entrySet().stream()
              .map(c -> name(c.getKey(), c.getValue()))
              .collect(Collectors.joining(" "));
      entries.put(key(role), names.isEmpty() ? NONE : names);
    }
    return entries;
  }

  private static String name(int epoch, ShareFile checkpoint) {
    return "epoch-%d-of-%s".formatted(epoch, checkpoint.get(RUN));
  }

  private static String key(Role role) {
    return KEY + role.toString().replace(" ", "").replace("the", "");
  }

  /**
   * The newest checkpoint that both workers have, and for a replay the dealer: otherwise nothing in
   * the dealer's is used, which may lag behind.
   */
  Map<String, String> choose(Agreement announced) {
    List<String> first = names(announced, Role.WORKER0);
    List<String> second = names(announced, Role.WORKER1);
    List<String> dealer = names(announced, Role.DEALER);
    boolean replay = announced.get("replay-exactly").equals("true");
    List<String> common = new ArrayList<>(first);
    common.retainAll(second);
    if (replay) {
      common.retainAll(dealer);
    }
    if (!common.isEmpty()) {
      return Map.of(CHOSEN, common.getLast());
    }
    // Whoever is killed while the first epoch is saved may leave it with some and not with all.
    boolean noMoreThanOne =
        Stream.of(first, second, dealer)
            .flatMap(List::stream)
            .allMatch(name -> name.startsWith(FIRST_EPOCH));
    if (!noMoreThanOne) {
      boolean asked = replay || (first.isEmpty() && second.isEmpty());
      throw new AgreementException(
          "no checkpoint is the same at all: worker 0 has %s, worker 1 has %s%s"
              .formatted(text(first), text(second), asked ? ", the dealer " + text(dealer) : ""));
    }
    return Map.of(CHOSEN, NONE);
  }

  private static String text(List<String> names) {
    return names.isEmpty() ? NONE : String.join(" and ", names);
  }

  private static List<String> names(Agreement announced, Role role) {
    String names = announced.entries().getOrDefault(key(role), NONE);
    return names.equals(NONE) ? List.of() : List.of(names.split(" ", -1));
  }

  /**
   * The checkpoint of this role that was chosen.
   *
   * @param rowsHash of this worker's rows, or empty
   * @throws AgreementException if it is of a run with other settings
   */
  Optional<ShareFile> chosen(Agreement agreement, String rowsHash) {
    String name = agreement.get(CHOSEN);
    for (var checkpoint : found.entrySet()) {
      if (name(checkpoint.getKey(), checkpoint.getValue()).equals(name)) {
        requireSame(agreement, checkpoint.getValue());
        if (!checkpoint.getValue().get(ROWS).equals(rowsHash)) {
          throw new DataException(
              "the rows are not those of the checkpoint: a resumed run needs the same");
        }
        return Optional.of(checkpoint.getValue());
      }
    }
    return Optional.empty();
  }

  private static void requireSame(Agreement agreement, ShareFile checkpoint) {
    agreement
        .entries()
        .forEach(
            (key, value) -> {
              String before = checkpoint.get(AGREED + key);
              if (!key.startsWith(Agreement.SESSION) && !before.equals(value)) {
                throw new AgreementException(
                    "the checkpoint is of a run with other settings: %s was %s and is %s now"
                        .formatted(key, before.isEmpty() ? "not set" : before, value));
              }
            });
  }

  /** The epoch to go on from, 0 to begin. */
  static int epoch(Agreement agreement) {
    String name = agreement.get(CHOSEN);
    return name.equals(NONE) ? 0 : Integer.parseInt(name.split("-", 3)[1]);
  }

  /** Saves an epoch, if this role keeps checkpoints. */
  void save(
      int epoch,
      Agreement agreement,
      Map<String, String> more,
      Map<String, ShareFile.Tensor> shares) {
    if (folder.isEmpty()) {
      return;
    }
    Map<String, String> header = new TreeMap<>(more);
    header.put(RUN, agreement.hash().substring(0, 16));
    header.put("agreement", agreement.lastingHash());
    agreement
        .entries()
        .forEach(
            (key, value) -> {
              if (!key.startsWith(Agreement.SESSION)) {
                header.put(AGREED + key, value);
              }
            });
    folder.get().save(epoch, header, shares);
  }
}
