package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringbench.net.NetworkProfile;
import org.ringbench.net.Traffic;
import org.ringbench.plan.Setting;

/** A network between the parties changes when messages arrive, and nothing else. */
class SessionNetworkTest {
  private static final int STEPS = 4;

  @Test
  void everyNetworkCarriesTheSameMessages() {
    Training training = Training.of("mlp", Setting.of(16));
    Map<String, long[]> expected = new HashMap<>();
    Traffic traffic = null;
    for (NetworkProfile network :
        new NetworkProfile[] {
          NetworkProfile.IN_MEMORY, NetworkProfile.LOOPBACK, NetworkProfile.LAN_10G
        }) {
      try (Session session = Session.open(training.spec().with(network))) {
        for (int step = 0; step < STEPS; step++) {
          session.step();
        }
        traffic = traffic == null ? session.traffic(0) : traffic;
        assertEquals(traffic, session.traffic(0), network.name());
        assertEquals(traffic, session.traffic(1).atPeer(), network.name());
        for (String parameter : training.start().keySet()) {
          long[] words = session.revealWords(parameter);
          assertArrayEquals(expected.computeIfAbsent(parameter, _ -> words), words, network.name());
        }
      }
    }
  }

  @Test
  void onlyThreadsHaveANetwork() {
    SessionSpec spec = Training.of("linreg", Setting.of(16)).spec().with(Execution.LOCKSTEP);
    assertThrows(IllegalArgumentException.class, () -> Session.open(spec.with(NetworkProfile.WAN)));
  }
}
