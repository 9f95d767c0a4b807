package org.ringbench.party;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ringbench.data.DataException;
import org.ringbench.data.PrivateFiles;
import org.ringbench.net.Role;

/**
 * The checkpoints of one role, of which it keeps the latest two: when one worker has saved an epoch
 * and the other has not, both still have the one before.
 */
public final class CheckpointFolder {
  private static final int KEPT = 2;
  private static final String EPOCH = "epoch";
  private static final String ROLE = "role";

  private final Path folder;
  private final Role role;
  private final Pattern name;

  /**
   * A folder, which is made if it is not there.
   *
   * @throws DataException if it cannot be
   */
  public CheckpointFolder(Path folder, Role role) {
    this.folder = folder;
    this.role = role;
    name = Pattern.compile("rank%d-epoch(\\d{1,9})\\.shares".formatted(role.rank()));
    try {
      PrivateFiles.createFolder(folder);
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be made: " + e.getMessage());
    }
  }

  private Path file(int epoch) {
    return folder.resolve("rank%d-epoch%d.shares".formatted(role.rank(), epoch));
  }

  /** The epochs that there are, whole or not. */
  private SortedMap<Integer, Path> files() {
    SortedMap<Integer, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          found.put(Integer.parseInt(matcher.group(1)), file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new DataException(folder + ": cannot be read: " + e.getMessage());
    }
    return found;
  }

  /**
   * All checkpoints, by epoch.
   *
   * @throws DataException if one is damaged or another role's
   */
  public SortedMap<Integer, ShareFile> read() {
    SortedMap<Integer, ShareFile> checkpoints = new TreeMap<>();
    files()
        .forEach(
            (epoch, file) -> {
              ShareFile checkpoint = ShareFile.read(file);
              if (!checkpoint.get(EPOCH).equals(String.valueOf(epoch))
                  || !checkpoint.get(ROLE).equals(role.toString())) {
                throw new DataException(
                    "%s: says that it is epoch %s of %s: expected epoch %d of %s"
                        .formatted(file, checkpoint.get(EPOCH), checkpoint.get(ROLE), epoch, role));
              }
              checkpoints.put(epoch, checkpoint);
            });
    return checkpoints;
  }

  /** Saves what a role has after an epoch, and drops what is older than the one before. */
  public void save(int epoch, Map<String, String> header, Map<String, ShareFile.Tensor> shares) {
    SortedMap<String, String> all = new TreeMap<>(header);
    all.put(EPOCH, String.valueOf(epoch));
    all.put(ROLE, role.toString());
    new ShareFile(all, shares).write(file(epoch));
    try {
      SortedMap<Integer, Path> files = files();
      // An epoch beyond this one is of a run that went on before this one was resumed earlier.
      for (Path later : files.tailMap(epoch + 1).values()) {
        Files.deleteIfExists(later);
      }
      SortedMap<Integer, Path> kept = new TreeMap<>(files.headMap(epoch + 1));
      while (kept.size() > KEPT) {
        Files.deleteIfExists(kept.remove(kept.firstKey()));
      }
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be tidied: " + e.getMessage());
    }
  }
}
