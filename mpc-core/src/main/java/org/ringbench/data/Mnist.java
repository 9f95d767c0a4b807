package org.ringbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ringbench.ring.Shape;

/**
 * The MNIST digits: 784 pixels, normalised as (p / 255 - 0.1307) / 0.3081, and one-hot labels of 10
 * columns.
 */
public final class Mnist {
  /** Mean of the training pixels, on the scale of 0 to 1. */
  public static final double MEAN = 0.1307;

  /** Standard deviation of the training pixels, on the scale of 0 to 1. */
  public static final double DEVIATION = 0.3081;

  /** Digits, and columns of the labels. */
  public static final int CLASSES = 10;

  private static final String TRAIN = "train";
  private static final String TEST = "t10k";
  private static final String IMAGES = "-images-idx3-ubyte";
  private static final String LABELS = "-labels-idx1-ubyte";

  private Mnist() {}

  /** The digits that come with the library: the first 10,000 of the training set, all for tests. */
  public static Split bundled() {
    return new Split(bundled(TRAIN), bundled(TEST));
  }

  /**
   * The digits of a folder that holds the four files under their usual names, packed or not.
   *
   * @throws DataException if one is missing or cannot be used
   */
  public static Split fromDirectory(Path folder) {
    return new Split(fromDirectory(folder, TRAIN), fromDirectory(folder, TEST));
  }

  /**
   * The dataset of images and their labels.
   *
   * @throws DataException if they are not as many, or a label is not a digit
   */
  static Dataset dataset(String name, IdxFile images, IdxFile labels) {
    int rows = images.count();
    if (labels.count() != rows) {
      throw new DataException(
          "%s: %d labels: expected %d, one for each image of %s"
              .formatted(labels.name(), labels.count(), rows, images.name()));
    }
    FloatTensor x = new FloatTensor(new Shape(rows, images.itemSize()));
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = (float) ((images.at(i) / 255.0 - MEAN) / DEVIATION);
    }
    FloatTensor y = new FloatTensor(new Shape(rows, CLASSES));
    for (int i = 0; i < rows; i++) {
      int label = labels.at(i);
      if (label >= CLASSES) {
        throw new DataException(
            "%s: label %d is %d: expected 0 to 9".formatted(labels.name(), i + 1, label));
      }
      y.values()[i * CLASSES + label] = 1;
    }
    return new Dataset(name, x, y);
  }

  private static Dataset bundled(String part) {
    return dataset("mnist-" + part, resource(part + IMAGES, 3), resource(part + LABELS, 1));
  }

  private static IdxFile resource(String file, int dimensions) {
    String name = "mnist/" + file + ".gz";
    try (InputStream in = Mnist.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new DataException("the library lacks its resource " + name);
      }
      return IdxFile.read(name, in, dimensions);
    } catch (IOException e) {
      throw new DataException(name + ": cannot be read: " + e.getMessage());
    }
  }

  private static Dataset fromDirectory(Path folder, String part) {
    return dataset(
        "mnist-" + part,
        IdxFile.read(find(folder, part + IMAGES), 3),
        IdxFile.read(find(folder, part + LABELS), 1));
  }

  private static Path find(Path folder, String file) {
    Path plain = folder.resolve(file);
    Path packed = folder.resolve(file + ".gz");
    if (!Files.exists(plain) && !Files.exists(packed)) {
      throw new DataException(folder + ": holds neither " + file + " nor " + file + ".gz");
    }
    return Files.exists(plain) ? plain : packed;
  }
}
