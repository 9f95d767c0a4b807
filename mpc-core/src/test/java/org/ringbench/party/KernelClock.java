package org.ringbench.party;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackends;

/** The Java backend: the kernels of the first one made, party 0's, move a clock by one. */
final class KernelClock extends ForwardingProvider {
  private boolean created;
  private final Map<String, Integer> calls = new HashMap<>();
  private long nanos;
  private String failing = "";

  KernelClock() {
    super(RingBackends.provider("java"));
  }

  long nanos() {
    return nanos;
  }

  /** How often kernels of these names ran. */
  long calls(String... names) {
    return Stream.of(names).mapToLong(name -> calls.getOrDefault(name, 0)).sum();
  }

  void failAt(String kernel) {
    failing = kernel;
  }

  void reset() {
    nanos = 0;
    calls.clear();
  }

  void pass() {
    nanos++;
  }

  @Override
  public RingBackend create() {
    RingBackend real = super.create();
    if (created) {
      return real;
    }
    created = true;
    return (RingBackend)
        Proxy.newProxyInstance(
            RingBackend.class.getClassLoader(),
            new Class<?>[] {RingBackend.class},
            (_, method, arguments) -> {
              if (isKernel(method)) {
                calls.merge(method.getName(), 1, Integer::sum);
                nanos++;
                if (method.getName().equals(failing)) {
                  throw new IllegalStateException("the kernel fails");
                }
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static boolean isKernel(Method method) {
    return method.getReturnType().equals(void.class) && !method.getName().equals("synchronise");
  }
}
