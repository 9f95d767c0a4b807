package org.ringbench.bench.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ringbench.data.DataException;
import org.ringbench.party.ShareFile;
import org.ringbench.party.WorkerSession;

/** This worker's shares of the model: where training starts, and where they are saved. */
final class ModelShares {
  private static final String RUN = "run";
  private static final int RING_BITS = 64;

  private final ProcessSettings settings;
  private final Optional<ShareFile> loaded;

  ModelShares(ProcessSettings settings) {
    this.settings = settings;
    loaded = Optional.ofNullable(settings.options.loadShares).map(d -> ShareFile.read(file(d)));
    loaded.ifPresent(
        file -> {
          String worker = file.get("worker");
          if (!worker.equals(String.valueOf(settings.role.rank()))) {
            throw new DataException(
                "%s: holds shares of worker %s: expected worker %d's"
                    .formatted(settings.options.loadShares, worker, settings.role.rank()));
          }
        });
  }

  private Path file(Path folder) {
    return folder.resolve("worker%d.shares".formatted(settings.role.rank()));
  }

  /** Both must start from shares of the same run. */
  Map<String, String> announcement() {
    String fresh =
        settings.task.equals(ProcessSettings.MLP) ? "random by seed " + Job.START : "zero";
    return Map.of("start", loaded.map(file -> "shares of run " + file.get(RUN)).orElse(fresh));
  }

  /** This worker's shares at the start. */
  Map<String, ShareFile.Tensor> start(Job job) {
    Map<String, ShareFile.Tensor> fresh =
        WorkerSession.publicShares(
            settings.role.rank(), job.start(), job.fractionBits(), RING_BITS);
    if (loaded.isEmpty()) {
      return fresh;
    }
    Map<String, ShareFile.Tensor> shares = new LinkedHashMap<>();
    if (!loaded.get().get("precision").equals(String.valueOf(job.fractionBits()))) {
      throw new DataException(
          "the saved shares have precision %s: this run has %d"
              .formatted(loaded.get().get("precision"), job.fractionBits()));
    }
    fresh.forEach(
        (name, tensor) -> {
          ShareFile.Tensor saved = loaded.get().tensors().get(name);
          if (saved == null || !saved.shape().equals(tensor.shape())) {
            throw new DataException(
                "the saved shares have %s for \"%s\": expected shape %s"
                    .formatted(
                        saved == null ? "nothing" : "shape " + saved.shape(),
                        name,
                        tensor.shape()));
          }
          shares.put(name, saved);
        });
    return shares;
  }

  /** Saves this worker's shares, if it was told to. */
  void save(Job job, Map<String, ShareFile.Tensor> shares) {
    if (settings.options.saveShares != null) {
      SortedMap<String, String> header = new TreeMap<>();
      header.put(RUN, job.agreement().hash().substring(0, 16));
      header.put("worker", String.valueOf(settings.role.rank()));
      header.put("model", job.model().name());
      header.put("precision", String.valueOf(job.fractionBits()));
      new ShareFile(header, shares).write(file(settings.options.saveShares));
    }
  }
}
