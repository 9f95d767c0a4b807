package org.ringbench.bench.process;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ringbench.data.Lines;
import org.ringbench.dealer.CorrelationFile;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.Seeds;
import org.ringbench.party.Agreement;
import org.ringbench.ring.RingBackend;

/**
 * The dealer ahead of time: a file for each worker, with its seed, and for worker 1 the messages of
 * all steps. Each file goes to its worker alone; after that the dealer is not needed.
 */
final class FileDeal {
  /** Header: the hash of all that the correlations depend on. */
  static final String JOB = "job";

  private static final String FACT = "fact.";
  private static final List<String> KEYS =
      List.of(
          "task",
          "measure",
          "warm-up",
          "precision",
          "comparison",
          "epochs",
          "batch",
          "rate",
          "momentum",
          "order.seed",
          "reveal.losses",
          "repetitions",
          "features",
          "rows.worker0",
          "rows.worker1");

  private FileDeal() {}

  /** All that the correlations depend on. */
  private static Map<String, String> facts(Job job) {
    Map<String, String> facts = new TreeMap<>(job.consequences());
    KEYS.forEach(key -> facts.put(key, job.agreement().get(key)));
    return facts;
  }

  static String hash(Job job) {
    return Lines.hash(Lines.text(facts(job)));
  }

  /** What differs between a run and the one that a file was dealt for. */
  static String difference(Job job, CorrelationFile file) {
    for (var fact : facts(job).entrySet()) {
      String dealt = file.get(FACT + fact.getKey());
      if (!dealt.equals(fact.getValue())) {
        return "%s is %s, and was %s".formatted(fact.getKey(), fact.getValue(), dealt);
      }
    }
    return "another version dealt it";
  }

  /**
   * Fills both files.
   *
   * @param rows of worker 0 and of worker 1
   * @return what was written, for people
   */
  static String fill(ProcessSettings settings, Path to, int[] rows) {
    Map<String, String> all = new LinkedHashMap<>(settings.announced());
    all.put("rows.worker0", String.valueOf(rows[0]));
    all.put("rows.worker1", String.valueOf(rows[1]));
    boolean mlp = settings.task.equals(ProcessSettings.MLP);
    all.put("features", String.valueOf(mlp ? 784 : settings.features()));
    Job job = new Job(new Agreement(all));
    Seeds seeds = Seeds.fresh();
    Map<String, String> header = new TreeMap<>();
    header.put(CorrelationFile.PAIR, fingerprint(seeds));
    header.put(JOB, hash(job));
    facts(job).forEach((key, value) -> header.put(FACT + key, value));
    StringBuilder said = new StringBuilder("dealt ahead:");
    try (RingBackend backend = settings.backend.create()) {
      Dealer dealer = new Dealer(backend, seeds, List.of(job.masks()));
      for (int worker = 0; worker < 2; worker++) {
        Path file = to.resolveSibling(to.getFileName() + ".worker" + worker);
        long bytes = CorrelationFile.fill(file, worker, header, seeds, dealer, job.runsFrom(0));
        said.append(" %s (%.1f MB, for worker %d alone)".formatted(file, bytes / 1e6, worker));
      }
    }
    return said.toString();
  }

  /** Names the pair of seeds and says nothing about either. */
  private static String fingerprint(Seeds seeds) {
    return HexFormat.of().formatHex(Lines.sha256(seeds.of(0), seeds.of(1)), 0, 16);
  }
}
