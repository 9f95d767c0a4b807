package org.ringbench.bench.workload;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.RingTensor;

/**
 * The Java backend with a fault: one of its kernels, each time that it has run, adds a constant to
 * every word of its last tensor.
 *
 * @param kernel the method's name
 * @param runs how often the kernel of one backend is right before that
 */
record Sabotage(String kernel, int runs) implements RingBackendProvider {
  private static final long FAULT = 0x5DEECE66D5DEECE7L;

  /** A kernel that is wrong from the start. */
  Sabotage(String kernel) {
    this(kernel, 0);
  }

  @Override
  public String id() {
    return "sabotage";
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public String device() {
    return "the Java backend with a faulty " + kernel;
  }

  @Override
  public RingBackend create() {
    RingBackend real = RingBackends.provider("java").create();
    AtomicInteger right = new AtomicInteger(runs);
    return (RingBackend)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RingBackend.class},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                if (method.getName().equals(kernel) && right.getAndDecrement() <= 0) {
                  real.addConstant(FAULT, (RingTensor) arguments[arguments.length - 1]);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
