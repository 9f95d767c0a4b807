package org.ringbench.party;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.ringbench.party.Timeline.Part;
import org.ringbench.ring.RingBackend;

/** A backend whose products and expansions of seeds are parts of the timeline of their own. */
final class TracedBackend {
  private TracedBackend() {}

  static RingBackend of(RingBackend backend, Tracer tracer) {
    return (RingBackend)
        Proxy.newProxyInstance(
            RingBackend.class.getClassLoader(),
            new Class<?>[] {RingBackend.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "matmul", "hadamard" -> call(tracer, Part.GEMM, backend, method, arguments);
                  case "expand" -> call(tracer, Part.EXPANSION, backend, method, arguments);
                  default -> call(backend, method, arguments);
                });
  }

  private static Object call(
      Tracer tracer, Part part, RingBackend backend, Method method, Object... arguments)
      throws Throwable {
    Part before = tracer.enter(part);
    try {
      return call(backend, method, arguments);
    } finally {
      tracer.enter(before);
    }
  }

  private static Object call(RingBackend backend, Method method, Object... arguments)
      throws Throwable {
    try {
      return method.invoke(backend, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
