package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.ringbench.cuda.driver.CudaDriver;

/** A driver that tells a {@link CudaActivity} of the calls that pass through it. */
final class WatchedDriver implements InvocationHandler {
  private final CudaDriver driver;
  private final CudaActivity activity;
  private final Map<Long, StreamTimer> timers = new ConcurrentHashMap<>(); // by stream
  private final Map<Long, Long> kernels = new ConcurrentHashMap<>(); // of a graph, or an executable

  /** By thread, what its recording has launched: that runs only when the graph does. */
  private final Map<Thread, LongAdder> captures = new ConcurrentHashMap<>();

  private WatchedDriver(CudaDriver driver, CudaActivity activity) {
    this.driver = driver;
    this.activity = activity;
  }

  static CudaDriver of(CudaDriver driver, CudaActivity activity) {
    return (CudaDriver)
        Proxy.newProxyInstance(
            CudaDriver.class.getClassLoader(),
            new Class<?>[] {CudaDriver.class},
            new WatchedDriver(driver, activity));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "launch" -> launch(method, arguments);
      case "launchGraph" -> launchGraph(method, arguments);
      case "synchronise" -> {
        call(method, arguments);
        collect((Long) arguments[0]);
        yield null;
      }
      case "destroyStream" -> {
        Optional.ofNullable(timers.remove((Long) arguments[0])).ifPresent(StreamTimer::close);
        yield call(method, arguments);
      }
      case "upload" -> {
        activity.uploaded(((MemorySegment) arguments[0]).byteSize());
        yield call(method, arguments);
      }
      case "download" -> {
        activity.downloaded(((MemorySegment) arguments[1]).byteSize());
        yield call(method, arguments);
      }
      case "copy" -> {
        activity.copied((Long) arguments[2]);
        yield call(method, arguments);
      }
      case "allocate" -> {
        Object address = call(method, arguments);
        activity.allocated((Long) address, (Long) arguments[0]);
        yield address;
      }
      case "free" -> {
        activity.freed((Long) arguments[0]);
        yield call(method, arguments);
      }
      case "beginCapture" -> {
        captures.put(Thread.currentThread(), new LongAdder());
        yield call(method, arguments);
      }
      case "endCapture" -> {
        long launches = captures.remove(Thread.currentThread()).sum();
        Object graph = call(method, arguments);
        kernels.put((Long) graph, launches);
        yield graph;
      }
      case "instantiate" -> {
        Object executable = call(method, arguments);
        kernels.put((Long) executable, kernels.getOrDefault((Long) arguments[0], 0L));
        yield executable;
      }
      case "destroyGraph", "destroyExecutable" -> {
        kernels.remove((Long) arguments[0]);
        yield call(method, arguments);
      }
      default -> call(method, arguments);
    };
  }

  private Object launch(Method method, Object... arguments) throws Throwable {
    LongAdder recorded = captures.get(Thread.currentThread());
    if (recorded != null) {
      recorded.increment();
      return call(method, arguments);
    }
    activity.launched(1);
    return timed((Long) arguments[3], method, arguments);
  }

  private Object launchGraph(Method method, Object... arguments) throws Throwable {
    activity.launched(kernels.getOrDefault((Long) arguments[0], 0L));
    return timed((Long) arguments[1], method, arguments);
  }

  private Object timed(long stream, Method method, Object... arguments) throws Throwable {
    StreamTimer timer = timers.computeIfAbsent(stream, of -> new StreamTimer(driver, of));
    timer.begin();
    Object result = call(method, arguments);
    timer.end();
    return result;
  }

  private void collect(long stream) {
    StreamTimer timer = timers.get(stream);
    if (timer != null) {
      activity.ran(timer.collect());
    }
  }

  private Object call(Method method, Object... arguments) throws Throwable {
    try {
      return method.invoke(driver, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
