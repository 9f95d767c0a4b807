package org.ringbench.bench.process;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.net.Connection;
import org.ringbench.net.Message;
import org.ringbench.net.Role;
import org.ringbench.party.Agreement;
import org.ringbench.party.DealerSession;
import org.ringbench.party.Peers;
import org.ringbench.party.ShareFile;

/** The dealer's process: it deals what the workers agreed on, and sees no data. */
final class DealerProcess {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);
  private static final String SEED = "seed.worker";

  private final ProcessSettings settings;
  private final Log log;
  private final Resume resume;
  private volatile long step;

  DealerProcess(ProcessSettings settings, Log log) {
    this.settings = settings;
    this.log = log;
    resume = new Resume(settings);
  }

  void run() {
    try (Peers peers = Meeting.open(settings, log)) {
      runWith(peers);
    }
  }

  private void runWith(Peers peers) {
    int perEpoch = 0;
    int start = 0;
    try {
      Job job = Terms.agree(settings, peers, Map.of(), resume, log);
      Agreement agreement = job.agreement();
      perEpoch = job.stepsPerEpoch();
      start = Resume.epoch(agreement);
      Seeds seeds = seeds(agreement);
      for (int worker = 0; worker < 2; worker++) {
        peers.to(Role.of(worker)).send(Message.SEED, MemorySegment.ofArray(seeds.of(worker)));
      }
      Thread watcher = watchWorker0(peers, job, seeds, start);
      deal(peers, job, seeds, start);
      peers.to(Role.WORKER1).receive(Message.DONE, NOTHING);
      Terms.join(watcher, peers);
      for (int worker = 0; worker < 2; worker++) {
        peers.to(Role.of(worker)).send(Message.DONE, NOTHING);
      }
      log.info("the dealer is done");
    } catch (RuntimeException e) { // before the connections close: the others are told why
      throw Terms.explain(peers, e, perEpoch == 0 ? "" : Terms.place(step, perEpoch, start));
    }
  }

  /** Fresh seeds, or for a test those of the run that is replayed. */
  private Seeds seeds(Agreement agreement) {
    Optional<ShareFile> checkpoint = resume.chosen(agreement, "");
    if (agreement.get("replay-exactly").equals("true") && checkpoint.isPresent()) {
      log.warning("--replay-exactly: the seeds of the run before are used again");
      HexFormat hex = HexFormat.of();
      return new Seeds(
          hex.parseHex(checkpoint.get().get(SEED + 0)),
          hex.parseHex(checkpoint.get().get(SEED + 1)));
    }
    if (settings.options.insecureSeeds != null) {
      log.warning("--insecure-seeds: nothing is private in this run");
      return Seeds.insecure(settings.options.insecureSeeds);
    }
    return Seeds.fresh();
  }

  private void deal(Peers peers, Job job, Seeds seeds, int start) {
    boolean replay = job.isTrue("replay-exactly");
    long offset = replay ? (long) start * job.stepsPerEpoch() : 0;
    Runs runs = job.runsFrom(start);
    try (DealerSession session =
        new DealerSession(
            settings.backend.create(),
            seeds,
            List.of(job.masks()),
            peers.to(Role.WORKER1),
            job.credit())) {
      Run run;
      for (long number = 0; (run = runs.at(number)) != null; number++) {
        step = number;
        session.deal(number, offset + number, run);
        log.debug("dealt step " + number);
      }
      log.info("dealt %d steps, %.1f MB".formatted(step + 1, session.bytes() / 1e6));
    }
  }

  /** Worker 0 says when it has saved an epoch; this is also how its loss is noticed at once. */
  private Thread watchWorker0(Peers peers, Job job, Seeds seeds, int start) {
    Connection worker0 = peers.to(Role.WORKER0);
    return peers.watch(
        "worker-0",
        () -> {
          int last = job.isTrue("checkpoints") ? job.totalEpochs() : 0;
          for (int epoch = start + 1; epoch <= last; epoch++) {
            worker0.receive(Message.PROGRESS, NOTHING);
            Map<String, String> header = new TreeMap<>();
            if (job.isTrue("replay-exactly")) {
              for (int worker = 0; worker < 2; worker++) {
                header.put(SEED + worker, HexFormat.of().formatHex(seeds.of(worker)));
              }
            }
            resume.save(epoch, job.agreement(), header, Map.of());
          }
          worker0.receive(Message.DONE, NOTHING);
        });
  }
}
