package org.ringbench.bench.gate;

import java.util.List;

/** Counts cases of one version. */
interface CaseCounter {
  /** What each case counts, or why it does not, in their order. */
  List<Counted> count(List<Case> cases);
}
