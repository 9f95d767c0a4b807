package org.ringbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.ring.Shape;

class MnistTest {
  @TempDir private Path folder;

  @Test
  void bundledDigitsAreNormalisedAndOneHot() {
    Split mnist = Mnist.bundled();
    assertEquals(new Shape(10_000, 784), mnist.train().features().shape());
    assertEquals(new Shape(10_000, 10), mnist.train().labels().shape());
    assertEquals(10_000, mnist.test().size());
    // The first training digit is a 5, the first test digit a 7; both have a black corner.
    assertEquals(1, mnist.train().labels().get(0, 5));
    assertEquals(1, mnist.test().labels().get(0, 7));
    assertEquals(-0.1307 / 0.3081, mnist.train().features().get(0, 0), 1e-6);
    double sum = 0;
    double squares = 0;
    for (float pixel : mnist.train().features().values()) {
      sum += pixel;
      squares += pixel * pixel;
    }
    assertEquals(0, sum / 7_840_000, 0.01);
    assertEquals(1, squares / 7_840_000, 0.01);
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3, 2889698e6bc3614913e76901316712919d1998fc2b44512451bfe65bc1e668b1",
    "train-labels-idx1, 651e38e2ac0632f5113ec18f1df4977117f953197819034009971a6675a0df78",
    "t10k-images-idx3, 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1, ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
  })
  void resourcesAreThoseOfTheAttribution(String file, String sha256)
      throws IOException, NoSuchAlgorithmException {
    try (InputStream in = Mnist.class.getResourceAsStream("mnist/" + file + "-ubyte.gz")) {
      byte[] content = new GZIPInputStream(in).readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      assertEquals(sha256, HexFormat.of().formatHex(digest));
    }
  }

  @Test
  void readsAFolder() throws IOException {
    write("train", 3);
    write("t10k", 2);
    Split mnist = Mnist.fromDirectory(folder);
    assertEquals(3, mnist.train().size());
    assertEquals(2, mnist.test().size());
    assertEquals(1, mnist.test().labels().get(1, 1));
  }

  @Test
  void namesTheFileThatAFolderLacks() throws IOException {
    write("train", 3);
    refuses(
        folder + ": holds neither t10k-images-idx3-ubyte nor t10k-images-idx3-ubyte.gz",
        () -> Mnist.fromDirectory(folder));
  }

  @Test
  void refusesLabelsThatAreNotAsManyAsImages() {
    refuses(
        "labels: 2 labels: expected 3, one for each image of images",
        () -> dataset(IdxFileTest.images(3, 2, 2), labels(1, 2)));
  }

  @Test
  void refusesALabelThatIsNoDigit() {
    refuses(
        "labels: label 2 is 10: expected 0 to 9",
        () -> dataset(IdxFileTest.images(2, 2, 2), labels(9, 10)));
  }

  private void write(String part, int count) throws IOException {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) i;
    }
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), IdxFileTest.images(count, 28, 28));
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels(labels));
  }

  private static byte[] labels(int... digits) {
    byte[] bytes = new byte[digits.length];
    for (int i = 0; i < digits.length; i++) {
      bytes[i] = (byte) digits[i];
    }
    return labels(bytes);
  }

  private static byte[] labels(byte[] digits) {
    byte[] header = IdxFileTest.header(2049, digits.length);
    byte[] file = Arrays.copyOf(header, header.length + digits.length);
    System.arraycopy(digits, 0, file, header.length, digits.length);
    return file;
  }

  private static Dataset dataset(byte[] images, byte[] labels) {
    return Mnist.dataset(
        "test",
        IdxFile.read("images", new ByteArrayInputStream(images), 3),
        IdxFile.read("labels", new ByteArrayInputStream(labels), 1));
  }

  private static void refuses(String message, Runnable action) {
    assertEquals(message, assertThrows(DataException.class, action::run).getMessage());
  }
}
