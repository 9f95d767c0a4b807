package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.net.Role;
import org.ringbench.party.Agreement;
import org.ringbench.party.AgreementException;
import org.ringbench.party.CheckpointFolder;

/** Which checkpoints the three go on from, given what each has. */
class ResumeTest {
  @TempDir Path folder;

  private final Map<Role, CheckpointFolder> folders = new HashMap<>();

  @BeforeEach
  void make() {
    for (int rank = 0; rank < 3; rank++) {
      folders.put(Role.of(rank), new CheckpointFolder(folder, Role.of(rank)));
    }
  }

  private void save(Role role, int epoch, String run) {
    folders.get(role).save(epoch, Map.of(Resume.RUN, run), Map.of());
  }

  /** The epoch that all agree on, 0 to begin. */
  private int chosen(boolean replay) {
    Map<String, String> all = new HashMap<>();
    all.put("replay-exactly", String.valueOf(replay));
    Resume[] resumes = new Resume[3];
    for (int rank = 0; rank < 3; rank++) {
      ProcessOptions options = new ProcessOptions();
      options.rank = String.valueOf(rank);
      options.checkpoint = folder;
      String task = rank == 2 ? "deal" : "linreg";
      resumes[rank] = new Resume(new ProcessSettings(task, options, Map.of()));
      all.putAll(resumes[rank].announcement());
    }
    Agreement agreement = new Agreement(all);
    return Resume.epoch(agreement.with(resumes[0].choose(agreement)));
  }

  private String refusal() {
    return assertThrows(AgreementException.class, () -> chosen(false)).getMessage();
  }

  @Test
  void beginsWhereNobodyHasAny() {
    assertEquals(0, chosen(false));
  }

  @Test
  void takesTheNewestThatBothWorkersHave() {
    save(Role.WORKER0, 9, "abc");
    save(Role.WORKER0, 10, "abc");
    save(Role.WORKER1, 10, "abc");
    save(Role.WORKER1, 11, "abc");
    assertEquals(10, chosen(false), "whatever the dealer has");
  }

  @Test
  void refusesEpochsThatTheOtherWorkerLacks() {
    save(Role.WORKER0, 1, "abc");
    save(Role.WORKER0, 2, "abc");
    save(Role.WORKER1, 4, "abc");
    assertEquals(
        "no checkpoint is the same at all: worker 0 has epoch-1-of-abc and epoch-2-of-abc,"
            + " worker 1 has epoch-4-of-abc",
        refusal());
  }

  @Test
  void refusesTheSameEpochOfOtherRuns() {
    save(Role.WORKER0, 3, "abc");
    save(Role.WORKER1, 3, "def");
    assertEquals(
        "no checkpoint is the same at all: worker 0 has epoch-3-of-abc, worker 1 has"
            + " epoch-3-of-def",
        refusal());
  }

  @Test
  void refusesWhereOneWorkerHasNone() {
    save(Role.WORKER1, 3, "def");
    assertEquals(
        "no checkpoint is the same at all: worker 0 has none, worker 1 has epoch-3-of-def",
        refusal());
  }

  /**
   * Killed in the first epoch after a resume, the dealer may have only the run's before: it is
   * needed for its seeds alone, where they are replayed.
   */
  @Test
  void aDealerThatLagsIsNoHindrance() {
    for (Role worker : new Role[] {Role.WORKER0, Role.WORKER1}) {
      save(worker, 2, "abc");
      save(worker, 3, "def");
    }
    save(Role.DEALER, 1, "abc");
    save(Role.DEALER, 2, "abc");
    assertEquals(3, chosen(false));
    assertEquals(2, chosen(true));
  }

  @Test
  void aReplayNeedsTheDealersSeeds() {
    save(Role.WORKER0, 2, "abc");
    save(Role.WORKER1, 2, "abc");
    String why = assertThrows(AgreementException.class, () -> chosen(true)).getMessage();
    assertEquals(
        "no checkpoint is the same at all: worker 0 has epoch-2-of-abc, worker 1 has"
            + " epoch-2-of-abc, the dealer none",
        why);
  }

  /** The workers' folders may be the wrong ones: nobody begins anew by mistake. */
  @Test
  void refusesWhereTheDealerAloneHasSome() {
    save(Role.DEALER, 2, "abc");
    assertEquals(
        "no checkpoint is the same at all: worker 0 has none, worker 1 has none, the dealer"
            + " epoch-2-of-abc",
        refusal());
  }

  /** Killed while the first epoch is saved: nothing more than that epoch can be lost. */
  @Test
  void beginsAnewWhereTheFirstEpochIsNotSavedByAll() {
    save(Role.WORKER0, 1, "abc");
    save(Role.DEALER, 1, "abc");
    assertEquals(0, chosen(false));
    assertEquals(0, chosen(true));
    save(Role.WORKER1, 1, "def");
    assertEquals(0, chosen(false), "killed again on the way there");
  }
}
