package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.party.ShareFile;

/** What a run says and writes for people, at its most talkative, holds no seed and no share. */
class SecretsTest {
  /** Of a number below this, which any text may hold by chance, nothing can be said. */
  private static final long LEAST = 1L << 24;

  private static final int SEED_BYTES = 16;

  @TempDir Path folder;

  /** All ways in which a word may stand in a text; in lower case but for base64. */
  private static Set<String> forms(long word) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(Long.toString(word).replace("-", ""));
    forms.add(Long.toUnsignedString(word));
    forms.add(Long.toHexString(word));
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      byte[] bytes = ByteBuffer.allocate(Long.BYTES).order(order).putLong(word).array();
      forms.add(HexFormat.of().formatHex(bytes));
      forms.addAll(base64(bytes));
    }
    return forms;
  }

  /** The characters that are the same wherever in a longer text of base64 the bytes stand. */
  private static List<String> base64(byte[] bytes) {
    List<String> forms = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] all = ByteBuffer.allocate(before + bytes.length).put(before, bytes).array();
      String text = Base64.getEncoder().encodeToString(all);
      forms.add(text.substring(Math.ceilDiv(8 * before, 6), 8 * all.length / 6));
    }
    return forms;
  }

  /** What of a secret a text holds. */
  private static List<String> found(Set<String> secrets, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return secrets.stream().filter(s -> text.contains(s) || lower.contains(s)).toList();
  }

  private static Set<String> shares(List<Path> files) {
    Set<String> secrets = new LinkedHashSet<>();
    int words = 0;
    for (Path file : files) {
      for (ShareFile.Tensor tensor : ShareFile.read(file).tensors().values()) {
        for (long word : tensor.words()) {
          if (Math.abs(word) >= LEAST) {
            secrets.addAll(forms(word));
            words++;
          }
        }
      }
    }
    int all = words;
    assertTrue(words >= 2 * 2 * 9, () -> "only " + all + " words that could be found");
    return secrets;
  }

  private static Set<String> seeds(Path dealersCheckpoint) {
    Set<String> secrets = new LinkedHashSet<>();
    for (int worker = 0; worker < 2; worker++) {
      String hex = ShareFile.read(dealersCheckpoint).get("seed.worker" + worker);
      byte[] seed = HexFormat.of().parseHex(hex);
      assertEquals(SEED_BYTES, seed.length);
      secrets.addAll(base64(seed));
      ByteBuffer words = ByteBuffer.wrap(seed).order(ByteOrder.LITTLE_ENDIAN);
      secrets.addAll(forms(words.getLong()));
      secrets.addAll(forms(words.getLong()));
    }
    return secrets;
  }

  @Test
  void neitherLogsNorResultsHoldSecrets() throws Exception {
    Path saved = folder.resolve("saved");
    Path checkpoints = folder.resolve("checkpoints");
    // --replay-exactly makes the dealer keep the seeds, so that they can be looked for.
    try (Trio trio =
        new Trio(
            folder,
            3,
            "--rows=200",
            "--features=8",
            "--batch-size=50",
            "--epochs=3",
            "--reveal-losses",
            "--log-level=debug",
            "--replay-exactly",
            "--save-shares=" + saved,
            "--checkpoint=" + checkpoints)) {
      List<Path> texts = new ArrayList<>();
      texts.add(folder.resolve("out0.json"));
      texts.add(folder.resolve("out1.json"));
      trio.start(
          "linreg", List.of("--out=" + texts.get(0)), List.of("--out=" + texts.get(1)), List.of());
      trio.assertEnds(0, 0, 0);
      List<Path> files = new ArrayList<>();
      files.add(saved.resolve("worker0.shares"));
      files.add(saved.resolve("worker1.shares"));
      for (int epoch = 2; epoch <= 3; epoch++) {
        for (int worker = 0; worker < 2; worker++) {
          files.add(checkpoints.resolve("rank%d-epoch%d.shares".formatted(worker, epoch)));
        }
      }
      Set<String> shares = shares(files);
      Set<String> seeds = seeds(checkpoints.resolve("rank2-epoch3.shares"));
      for (int rank = 0; rank < 3; rank++) {
        texts.add(folder.resolve("rank" + rank + ".log"));
        assertTrue(trio.output(rank).contains("agreed: "), "debug lines were asked for");
      }
      for (Path text : texts) {
        String said = Files.readString(text);
        assertEquals(List.of(), found(shares, said), text.toString());
        assertEquals(List.of(), found(seeds, said), text.toString());
      }
      // A worker's own share files are no place for the seeds either.
      for (Path file : files) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertEquals(List.of(), found(seeds, bytes), file.toString());
      }
    }
  }

  /** The search itself finds each form, wherever it stands. */
  @Test
  void theSearchFindsWhatIsThere() {
    long word = 0xfedc_ba98_7654_3210L;
    Set<String> secrets = forms(word);
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(word).array();
    byte[] longer = ByteBuffer.allocate(20).put(7, bytes).array();
    Stream.of(
            String.valueOf(word),
            Long.toUnsignedString(word),
            "0xFEDCBA9876543210",
            "1032547698badcfe",
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().encodeToString(longer))
        .forEach(
            form -> assertEquals(1, Math.min(1, found(secrets, "w = " + form + ";").size()), form));
    assertEquals(List.of(), found(secrets, "w = 123456789, 0xfedcba98"));
  }
}
