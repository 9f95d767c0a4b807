package org.ringbench.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.ring.AndLevel;
import org.ringbench.ring.ComparisonLayout;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.KernelShapes;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.Recording;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.RowIndices;
import org.ringbench.ring.Shape;

/**
 * The ring Z_2^64 on an NVIDIA GPU: checks operands and hands them to the kernels, in the order of
 * one stream.
 *
 * <p>Elementwise kernels are queued and launched together; everything else launches what is queued
 * first ({@link #flush}).
 */
final class CudaBackend implements RingBackend {
  static final String ID = "cuda";

  private static final int BITS = 64;

  private final CudaDevice device;
  private final CudaStream stream;
  private final StreamOffset streamOffset;
  private final ElementwiseQueue queue;
  private final BitPlaneKernels planes;
  private final AesKernels aes;
  private final Matmul matmul;
  private final Optional<MatmulAutotuner> tuner;
  private final AtomicLong tensorBytes = new AtomicLong(); // others may read it
  private final StagedCopies copies;
  private boolean closed;

  /** A backend with a stream of its own on a device that all backends of this process share. */
  static CudaBackend open(CudaDriver driver, int ordinal) {
    return open(driver, ordinal, false);
  }

  /**
   * A backend that may time every new shape of matrix products before it multiplies.
   *
   * @param tuning whether it does; nothing else may run on the device then
   */
  static CudaBackend open(CudaDriver driver, int ordinal, boolean tuning) {
    CudaDevice device = CudaDevice.acquire(driver, ordinal);
    try {
      return new CudaBackend(device, tuning);
    } catch (RuntimeException | Error e) {
      device.release();
      throw e;
    }
  }

  private CudaBackend(CudaDevice device, boolean tuning) {
    this.device = device;
    device.makeCurrent();
    stream = new CudaStream(device);
    try {
      copies = new StagedCopies(stream);
      streamOffset = new StreamOffset(stream);
      queue = new ElementwiseQueue(stream);
      planes = new BitPlaneKernels(stream);
      aes = new AesKernels(stream, streamOffset.address());
      matmul = new Matmul(stream, MatmulChoice.configured(), device.matmulTable());
      tuner = tuning ? Optional.of(stream.tuner(matmul)) : Optional.empty();
    } catch (RuntimeException | Error e) {
      stream.close();
      throw e;
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public int bits() {
    return BITS;
  }

  /** Before every call: it may come from another thread than the last one. */
  void enter() {
    if (closed) {
      throw new IllegalStateException("the cuda backend is closed");
    }
    device.makeCurrent();
  }

  /** Launches what is queued. */
  void flush() {
    queue.flush();
  }

  CudaStream stream() {
    return stream;
  }

  StreamOffset streamOffset() {
    return streamOffset;
  }

  private DeviceTensor own(RingTensor tensor) {
    enter();
    return ofBackend(this, tensor);
  }

  private static DeviceTensor ofBackend(CudaBackend owner, RingTensor tensor) {
    if (tensor instanceof DeviceTensor known && known.owner().equals(owner)) {
      return known;
    }
    throw new IllegalArgumentException(
        "a tensor of "
            + tensor.shape()
            + " belongs to another backend than this \"cuda\": download it and upload it here");
  }

  /** A tensor for a kernel that is launched now. */
  private DeviceTensor ready(RingTensor tensor) {
    DeviceTensor known = own(tensor);
    queue.flush();
    return known;
  }

  // Memory.

  @Override
  public RingTensor allocate(Shape shape) {
    enter();
    long bytes = (long) shape.size() * Long.BYTES;
    DeviceTensor tensor =
        new DeviceTensor(this, stream.allocate(bytes, "a tensor of " + shape), shape);
    tensorBytes.addAndGet(bytes);
    return tensor;
  }

  @Override
  public OptionalLong tensorBytes() {
    return OptionalLong.of(tensorBytes.get());
  }

  @Override
  public void upload(long[] src, int from, RingTensor dst) {
    KernelShapes.range("upload", dst, src.length, from);
    copies.upload(src, from, ready(dst));
  }

  @Override
  public void download(RingTensor src, long[] dst, int to) {
    KernelShapes.range("download", src, dst.length, to);
    copies.download(ready(src), dst, to);
  }

  @Override
  public HostBuffer hostBuffer(RingTensor tensor) {
    return new PinnedBuffer(this, stream, own(tensor));
  }

  @Override
  public void copy(RingTensor src, RingTensor dst) {
    KernelShapes.same("copy", src, dst);
    queue.copy(own(src), own(dst));
  }

  @Override
  public void clear(RingTensor out) {
    queue.clear(own(out));
  }

  @Override
  public RowIndices rowIndices(int count) {
    enter();
    return new DeviceRowIndices(this, stream, count);
  }

  /** The address of row numbers that are up to date in the stream's order. */
  private long current(RowIndices rows) {
    enter();
    if (!(rows instanceof DeviceRowIndices indices && indices.isOf(this))) {
      throw new IllegalArgumentException(
          "row numbers that another backend than this \"cuda\" made");
    }
    if (indices.isStale()) {
      queue.flush();
      indices.upload();
    }
    return indices.address();
  }

  @Override
  public void gatherRows(RingTensor x, RowIndices rows, RingTensor out) {
    KernelShapes.gather(x, rows, out);
    queue.gatherRows(own(x), current(rows), own(out));
  }

  // Randomness.

  @Override
  public Prg prg(byte[] key) {
    enter();
    return new AesKey(key);
  }

  private static AesKey key(Prg prg) {
    if (prg instanceof AesKey key) {
      return key;
    }
    throw new IllegalArgumentException("expand with a key that another backend made");
  }

  @Override
  public void expand(Prg prg, long number, long firstBlock, RingTensor out) {
    aes.expand(key(prg), number, firstBlock, ready(out));
  }

  @Override
  public void expandRows(Prg prg, long number, RowIndices rows, RingTensor out) {
    KernelShapes.expandRows(rows, out);
    aes.expandRows(key(prg), number, current(rows), ready(out));
  }

  // Ring arithmetic.

  @Override
  public void add(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("add", x, y, out);
    queue.add(own(x), own(y), own(out));
  }

  @Override
  public void sub(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("sub", x, y, out);
    queue.sub(own(x), own(y), own(out));
  }

  @Override
  public void axpy(long factor, RingTensor x, RingTensor acc) {
    KernelShapes.same("axpy", x, acc);
    queue.axpy(factor, own(x), own(acc));
  }

  @Override
  public void addConstant(long constant, RingTensor acc) {
    queue.addConstant(constant, own(acc));
  }

  @Override
  public void addRow(long factor, RingTensor row, RingTensor acc) {
    KernelShapes.row("addRow", row, acc);
    queue.addRow(factor, own(row), own(acc));
  }

  @Override
  public void sumRows(long factor, RingTensor x, RingTensor acc) {
    KernelShapes.row("sumRows", acc, x);
    queue.sumRows(factor, own(x), own(acc));
  }

  @Override
  public void hadamard(long factor, RingTensor x, RingTensor y, RingTensor acc) {
    KernelShapes.same("hadamard", x, y, acc);
    queue.hadamard(factor, own(x), own(y), own(acc));
  }

  @Override
  public void matmul(long factor, MatmulTerm[] terms, RingTensor acc) {
    KernelShapes.matmul(terms, acc);
    for (MatmulTerm term : terms) {
      own(term.x());
      own(term.y());
    }
    DeviceTensor out = ready(acc);
    tuner.ifPresent(t -> Matmul.shapes(terms).forEach(t::tune));
    matmul.run(factor, terms, out);
  }

  // Truncation.

  @Override
  public void truncate(
      RingTensor c, RingTensor high, RingTensor top, int shift, boolean firstParty, RingTensor y) {
    KernelShapes.truncate(c, high, top, shift, BITS, y);
    queue.truncate(own(c), own(high), own(top), shift, firstParty, own(y));
  }

  @Override
  public void shiftShare(RingTensor share, int shift, boolean firstParty) {
    KernelShapes.shiftShare(shift, BITS);
    queue.shiftShare(own(share), shift, firstParty);
  }

  @Override
  public void dealTruncation(
      RingTensor r,
      RingTensor high0,
      RingTensor top0,
      int shift,
      RingTensor high1,
      RingTensor top1) {
    KernelShapes.dealTruncation(r, high0, top0, shift, BITS, high1, top1);
    queue.dealTruncation(own(r), own(high0), own(top0), shift, own(high1), own(top1));
  }

  // Comparison.

  @Override
  public void xor(RingTensor x, RingTensor y, RingTensor out) {
    KernelShapes.same("xor", x, y, out);
    queue.xor(own(x), own(y), own(out));
  }

  @Override
  public void compareChunks(
      ComparisonLayout layout,
      RingTensor c,
      RingTensor dealt,
      boolean firstParty,
      RingTensor pairs) {
    KernelShapes.compareChunks(layout, BITS, c, dealt, pairs);
    planes.compareChunks(layout, own(c), own(dealt), firstParty, ready(pairs));
  }

  @Override
  public void andMask(AndLevel level, RingTensor pairs, RingTensor masks, RingTensor out) {
    PlanesLevel form = planes.level(level);
    KernelShapes.andMask(form.pairPlanes(), form.maskPlanes(), pairs, masks, out);
    planes.andMask(level, own(pairs), own(masks), ready(out));
  }

  @Override
  public void andCombine(
      AndLevel level,
      RingTensor pairs,
      RingTensor opened,
      RingTensor masks,
      RingTensor products,
      boolean firstParty,
      RingTensor next) {
    PlanesLevel form = planes.level(level);
    KernelShapes.andMask(form.pairPlanes(), form.maskPlanes(), pairs, masks, opened);
    KernelShapes.andCombine(form.pairPlanes(), form.productPlanes(), pairs, products);
    KernelShapes.andCombine(form.pairPlanes(), 2 * level.groups(), pairs, next);
    planes.andCombine(
        level, own(pairs), own(opened), own(masks), own(products), firstParty, ready(next));
  }

  @Override
  public void signBit(
      ComparisonLayout layout,
      RingTensor c,
      RingTensor dealt,
      RingTensor last,
      boolean firstParty,
      RingTensor bit) {
    KernelShapes.signBit(layout, BITS, c, dealt, last, bit);
    planes.signBit(layout, own(c), own(dealt), own(last), firstParty, ready(bit));
  }

  @Override
  public void dealComparison(
      ComparisonLayout layout, RingTensor r, RingTensor dealt0, RingTensor dealt1) {
    KernelShapes.dealComparison(layout, BITS, r, dealt0, dealt1);
    planes.dealComparison(layout, own(r), own(dealt0), ready(dealt1));
  }

  @Override
  public void dealAnd(
      AndLevel level,
      RingTensor masks0,
      RingTensor masks1,
      RingTensor products0,
      RingTensor products1) {
    PlanesLevel form = planes.level(level);
    KernelShapes.dealAnd(
        form.maskPlanes(), form.productPlanes(), masks0, masks1, products0, products1);
    planes.dealAnd(level, own(masks0), own(masks1), own(products0), ready(products1));
  }

  // Selection.

  @Override
  public void dealBit(RingTensor m0, RingTensor m1, RingTensor arith0, RingTensor arith1) {
    KernelShapes.dealBit(m0, m1, arith0, arith1);
    queue.dealBit(own(m0), own(m1), own(arith0), own(arith1));
  }

  @Override
  public void dealSelection(
      RingTensor m0,
      RingTensor m1,
      RingTensor r,
      int shift,
      RingTensor high0,
      RingTensor top0,
      RingTensor high1,
      RingTensor top1) {
    KernelShapes.dealSelection(m0, m1, r, shift, BITS, high0, top0, high1, top1);
    queue.dealSelection(
        own(m0), own(m1), own(r), shift, own(high0), own(top0), own(high1), own(top1));
  }

  @Override
  public void select(
      RingTensor t,
      RingTensor y,
      RingTensor c,
      RingTensor m,
      RingTensor high,
      RingTensor top,
      int shift,
      RingTensor out) {
    KernelShapes.select(t, y, c, m, high, top, shift, BITS, out);
    queue.select(own(t), own(y), own(c), own(m), own(high), own(top), shift, own(out));
  }

  // Backends beside each other.

  @Override
  public boolean isBeside(RingBackend peer) {
    return peer instanceof CudaBackend other && other.device.equals(device);
  }

  private CudaBackend beside(RingBackend peer) {
    if (peer instanceof CudaBackend other && isBeside(peer)) {
      return other;
    }
    throw new UnsupportedOperationException(
        "the \"" + peer.id() + "\" backend is not on the same GPU as this \"cuda\"");
  }

  @Override
  public void copyFrom(RingBackend peer, RingTensor src, RingTensor dst) {
    KernelShapes.same("copyFrom", src, dst);
    CudaBackend other = beside(peer);
    DeviceTensor in = ofBackend(other, src);
    DeviceTensor out = ready(dst);
    other.flush();
    stream.after(other.stream);
    stream.copy(in.address(), out.address(), in.bytes());
    other.stream.after(stream); // or it could overwrite what is being copied
  }

  @Override
  public Recording record(List<RingBackend> others, Runnable work) {
    enter();
    List<CudaBackend> all = new ArrayList<>();
    all.add(this);
    others.forEach(other -> all.add(beside(other)));
    return new GraphRecording(all, work);
  }

  @Override
  public void synchronise() {
    enter();
    queue.flush();
    stream.synchronise();
  }

  /** Kernels launched so far. */
  long launches() {
    return stream.launches();
  }

  @Override
  public void close() {
    if (!closed) {
      device.makeCurrent();
      closed = true;
      try {
        stream.close();
      } finally {
        device.release();
      }
    }
  }
}
