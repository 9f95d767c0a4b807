package org.ringbench.bench.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.data.DataException;
import org.ringbench.net.NetworkProfile;

/** Profiles by name and from files. */
class NetworksTest {
  @TempDir Path folder;

  @Test
  void namesAndFiles() throws IOException {
    assertEquals(NetworkProfile.WAN, Networks.of("wan"));
    assertEquals(
        new NetworkProfile("dsl", 16_000_000, 25),
        Networks.of(
            file("{\"name\": \"dsl\", \"bitsPerSecond\": 16000000, \"roundTripMillis\": 25}")));
  }

  @Test
  void whatCannotBeUsedIsNamed() throws IOException {
    assertEquals(
        "network \"dsl\": expected in-memory, loopback, lan-10g, lan-1g, wan or a file FILE.json",
        refusal("dsl"));
    assertTrue(refusal(folder.resolve("none.json").toString()).contains("cannot be read"));
    for (String text :
        new String[] {
          "",
          "null",
          "[]",
          "{\"name\": \"dsl\"}",
          "{\"name\": \"dsl\", \"bitsPerSecond\": -1, \"roundTripMillis\": 25}",
          "{\"name\": \"wan\", \"bitsPerSecond\": 1, \"roundTripMillis\": 25}",
          "{\"name\": \"dsl\", \"bitsPerSecond\": 1, \"roundTripMillis\": 25, \"loss\": 1}"
        }) {
      String message = refusal(file(text));
      assertTrue(message.contains("profile.json: "), message);
    }
  }

  private String refusal(String choice) {
    return assertThrows(DataException.class, () -> Networks.of(choice)).getMessage();
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("profile.json"), text).toString();
  }
}
