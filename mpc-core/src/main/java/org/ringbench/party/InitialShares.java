package org.ringbench.party;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Rows;
import org.ringbench.dealer.RowMasks;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.share.Sharing;

/** What both parties of a session get before its first step: shares of all parameters and rows. */
final class InitialShares {
  private InitialShares() {}

  /** Splits the parameters by a fresh key. */
  static void ofParameters(SessionSpec spec, List<Party> parties) {
    byte[] key = new byte[16];
    new SecureRandom().nextBytes(key);
    int bits = parties.getFirst().backend().bits();
    RingBackend.Prg[] prgs = {parties.get(0).backend().prg(key), parties.get(1).backend().prg(key)};
    long number = 0;
    for (var parameter : spec.parameters().entrySet()) {
      FloatTensor value = parameter.getValue();
      long[] words = FixedPoint.encode(value.values(), spec.fractionBits(), bits);
      for (int i = 0; i < 2; i++) {
        RingBackend backend = parties.get(i).backend();
        RingTensor share = backend.allocate(value.shape());
        if (i == 0) {
          backend.upload(words, 0, share);
        }
        Sharing.split(backend, prgs[i], number, i == 0, share);
        parties.get(i).parameter(parameter.getKey(), share);
      }
      number++;
    }
  }

  /**
   * Splits the rows by their masks.
   *
   * @return the masks, by data set
   */
  static List<RowMasks> ofData(SessionSpec spec, List<Party> parties) {
    List<RowMasks> masks = new ArrayList<>();
    for (Rows rows : spec.data()) {
      RowMasks m = new RowMasks(masks.size(), rows.features().shape().cols(), rows.ownership());
      for (Party party : parties) {
        party.data(m, rows.features(), rows.labels(), spec.fractionBits());
      }
      masks.add(m);
    }
    return masks;
  }
}
