package org.ringbench.bench.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.ringbench.data.DataException;
import org.ringbench.net.NetworkProfile;

/** Network profiles as options name them: by name, or by a JSON file. */
public final class Networks {
  /** The accepted values, in words. */
  public static final String EXPECTED =
      NetworkProfile.ALL.stream().map(NetworkProfile::name).collect(Collectors.joining(", "))
          + " or a file FILE.json";

  private static final String SUFFIX = ".json";
  private static final long MOST_BYTES = 64 << 10;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Networks() {}

  /** Whether this is a name, or looks like a file's. */
  public static boolean isPlausible(String choice) {
    return NetworkProfile.of(choice).isPresent() || choice.endsWith(SUFFIX);
  }

  /**
   * The profile.
   *
   * @param choice a name, or a file of {@code {"name": "dsl", "bitsPerSecond": 16000000,
   *     "roundTripMillis": 25}}
   * @throws DataException if there is none
   */
  public static NetworkProfile of(String choice) {
    return NetworkProfile.of(choice).orElseGet(() -> read(choice));
  }

  private static NetworkProfile read(String choice) {
    if (!choice.endsWith(SUFFIX)) {
      throw new DataException("network \"%s\": expected %s".formatted(choice, EXPECTED));
    }
    Path file = Path.of(choice);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new DataException(file + " is too long for a network profile");
      }
      NetworkProfile profile = JSON.readValue(Files.readString(file), NetworkProfile.class);
      if (profile == null || NetworkProfile.of(profile.name()).isPresent()) {
        throw new DataException(
            file + ": expected a profile with a name of its own, none of " + EXPECTED);
      }
      return profile;
    } catch (JsonProcessingException e) {
      throw new DataException(
          "%s: %s: expected {\"name\": ..., \"bitsPerSecond\": ..., \"roundTripMillis\": ...}"
              .formatted(file, e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
