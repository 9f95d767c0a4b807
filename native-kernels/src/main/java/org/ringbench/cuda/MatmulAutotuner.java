package org.ringbench.cuda;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.Shape;

/**
 * Times the candidates for a shape with the driver's events and enters the fastest in the table.
 * Operands are its own, random, since the power that tensor cores draw depends on the data.
 */
final class MatmulAutotuner {
  private static final int WARM_UP = 2;
  private static final int RUNS = 7;

  /** Random bytes that operands repeat. */
  private static final long PATTERN_BYTES = 1L << 16;

  private final CudaDriver driver;
  private final long stream;
  private final Matmul matmul;

  /**
   * For products on one stream.
   *
   * @param stream that the launcher of {@code matmul} queues on
   */
  MatmulAutotuner(CudaDriver driver, long stream, Matmul matmul) {
    this.driver = driver;
    this.stream = stream;
    this.matmul = matmul;
  }

  /** Times a shape unless the table has it; not while the stream is being captured. */
  MatmulPlan tune(MatmulShape shape) {
    if (matmul.table().plan(shape).isEmpty()) {
      matmul.table().put(shape, time(shape));
    }
    return matmul.table().plan(shape).orElseThrow();
  }

  /** Microseconds of each candidate: the median of several runs. */
  private Map<MatmulPlan, Double> time(MatmulShape shape) {
    Shape x = new Shape(shape.m(), shape.k());
    Shape y = new Shape(shape.k(), shape.n());
    List<Long> memory = new ArrayList<>();
    try {
      MatmulTerm[] terms = {
        new MatmulTerm(
            operand(shape.transposeX() ? x.transposed() : x, memory),
            shape.transposeX(),
            operand(shape.transposeY() ? y.transposed() : y, memory),
            shape.transposeY())
      };
      DeviceTensor acc = operand(new Shape(shape.m(), shape.n()), memory);
      Map<MatmulPlan, Double> micros = new LinkedHashMap<>();
      for (MatmulPlan plan : matmul.estimate().candidates(shape)) {
        micros.put(plan, time(plan, terms, acc));
      }
      return micros;
    } finally {
      memory.forEach(driver::free);
    }
  }

  private double time(MatmulPlan plan, MatmulTerm[] terms, DeviceTensor acc) {
    for (int i = 0; i < WARM_UP; i++) {
      matmul.run(plan, 1, terms, acc);
    }
    double[] millis = new double[RUNS];
    long start = driver.createEvent(true);
    try {
      long end = driver.createEvent(true);
      try {
        for (int i = 0; i < RUNS; i++) {
          driver.record(start, stream);
          matmul.run(plan, 1, terms, acc);
          driver.record(end, stream);
          driver.synchroniseEvent(end);
          millis[i] = driver.elapsedMillis(start, end);
        }
      } finally {
        driver.destroyEvent(end);
      }
    } finally {
      driver.destroyEvent(start);
    }
    Arrays.sort(millis);
    return 1_000 * millis[RUNS / 2];
  }

  private DeviceTensor operand(Shape shape, List<Long> memory) {
    long bytes = (long) shape.size() * Long.BYTES;
    long address = driver.allocate(bytes);
    memory.add(address);
    long first = Math.min(bytes, PATTERN_BYTES);
    MemorySegment pattern = driver.allocateHost(first);
    try {
      SplittableRandom random = new SplittableRandom(bytes);
      for (long i = 0; i < first; i += Long.BYTES) {
        pattern.set(JAVA_LONG, i, random.nextLong());
      }
      driver.upload(pattern, address, stream);
      driver.synchronise(stream);
    } finally {
      driver.freeHost(pattern);
    }
    for (long done = first; done < bytes; done *= 2) { // what is filled doubles
      driver.copy(address, address + done, Math.min(done, bytes - done), stream);
    }
    driver.synchronise(stream);
    return new DeviceTensor(null, address, shape);
  }
}
