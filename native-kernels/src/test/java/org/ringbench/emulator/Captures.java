package org.ringbench.emulator;

import static org.ringbench.cuda.driver.CudaStatus.CAPTURED_EVENT;
import static org.ringbench.cuda.driver.CudaStatus.ILLEGAL_STATE;
import static org.ringbench.cuda.driver.CudaStatus.STREAM_CAPTURE_IMPLICIT;
import static org.ringbench.cuda.driver.CudaStatus.STREAM_CAPTURE_INVALIDATED;
import static org.ringbench.cuda.driver.CudaStatus.STREAM_CAPTURE_MERGE;
import static org.ringbench.cuda.driver.CudaStatus.STREAM_CAPTURE_UNJOINED;
import static org.ringbench.cuda.driver.CudaStatus.STREAM_CAPTURE_UNMATCHED;
import static org.ringbench.cuda.driver.CudaStatus.STREAM_CAPTURE_UNSUPPORTED;
import static org.ringbench.cuda.driver.CudaStatus.STREAM_CAPTURE_WRONG_THREAD;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.emulator.DriverObject.Event;
import org.ringbench.emulator.DriverObject.Stream;

/** The captures that have begun and not ended, and what may not be done meanwhile. */
final class Captures {
  private final Set<Capture> open = new HashSet<>();

  void begin(Stream stream) {
    if (stream.capture != null) {
      throw CudaStatus.failure(ILLEGAL_STATE, "capturing a stream that is being captured");
    }
    open.add(new Capture(stream));
  }

  /** Ends the capture that began on a stream; its nodes. */
  List<GraphNode> end(Stream stream) {
    Capture capture = stream.capture;
    if (capture == null) {
      throw CudaStatus.failure(
          ILLEGAL_STATE, "ending the capture of a stream that is not being captured");
    }
    if (!capture.isOnThisThread()) {
      throw CudaStatus.failure(STREAM_CAPTURE_WRONG_THREAD, "ending another thread's capture");
    }
    if (capture.origin != stream) {
      capture.invalid = true;
      throw CudaStatus.failure(
          STREAM_CAPTURE_UNMATCHED, "ending a capture on a stream that it did not begin on");
    }
    boolean joined = capture.isJoined();
    open.remove(capture);
    capture.end();
    if (capture.invalid) {
      throw CudaStatus.failure(STREAM_CAPTURE_INVALIDATED, "ending a capture");
    }
    if (!joined) {
      throw CudaStatus.failure(
          STREAM_CAPTURE_UNJOINED, "ending a capture with work that its stream does not wait for");
    }
    return capture.nodes;
  }

  /** Lets a stream wait for an event that was captured. */
  void await(Event known, Stream on) {
    if (!open.contains(known.capture)) {
      throw CudaStatus.failure(CAPTURED_EVENT, "waiting for an event of a capture that has ended");
    }
    requireValid(known.capture);
    if (on.capture == null) {
      known.capture.join(on, known.captured);
    } else if (on.capture == known.capture) {
      on.tail.addAll(known.captured);
    } else {
      known.capture.invalid = true;
      on.capture.invalid = true;
      throw CudaStatus.failure(STREAM_CAPTURE_MERGE, "waiting for an event of another capture");
    }
  }

  /** Forgets what goes with a context. */
  void forget(EmulatedContext context) {
    open.removeIf(capture -> capture.origin.context == context);
  }

  /** The default stream would wait for all others. */
  void refuseDefaultStream() {
    for (Capture capture : open) {
      if (capture.isOnThisThread()) {
        capture.invalid = true;
        throw CudaStatus.failure(
            STREAM_CAPTURE_IMPLICIT, "use of the default stream during a capture");
      }
    }
  }

  /** What may wait or allocate is forbidden to a thread that captures (THREAD_LOCAL mode). */
  void requireNone(Call call) {
    for (Capture capture : open) {
      if (capture.isOnThisThread()) {
        throw invalidate(capture, call.name().toLowerCase(Locale.ROOT) + " during a capture");
      }
    }
  }

  static CudaException invalidate(Capture capture, String asked) {
    capture.invalid = true;
    return CudaStatus.failure(STREAM_CAPTURE_UNSUPPORTED, asked);
  }

  static void requireValid(Capture capture) {
    if (capture.invalid) {
      throw CudaStatus.failure(STREAM_CAPTURE_INVALIDATED, "use of a capture");
    }
  }
}
