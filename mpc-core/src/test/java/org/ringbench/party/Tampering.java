package org.ringbench.party;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;

/** The java backend with every call of a kernel seen, changed or dropped by a test. */
final class Tampering {
  private Tampering() {}

  /** Looks at a call. */
  interface Flaw {
    /**
     * The arguments to go on with.
     *
     * @param arguments of the kernel, and behind them the real backend
     * @return null to drop the call
     */
    Object[] change(String method, Object[] arguments);
  }

  static RingBackendProvider of(Flaw flaw) {
    RingBackendProvider java = RingBackends.provider("java");
    return new ForwardingProvider(java) {
      @Override
      public RingBackend create() {
        RingBackend real = java.create();
        return (RingBackend)
            Proxy.newProxyInstance(
                RingBackend.class.getClassLoader(),
                new Class<?>[] {RingBackend.class},
                (_, method, arguments) -> call(flaw, real, method, arguments));
      }
    };
  }

  private static Object call(
      Flaw flaw, RingBackend real, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    int count = arguments == null ? 0 : arguments.length;
    Object[] given = Arrays.copyOf(count == 0 ? new Object[0] : arguments, count + 1);
    given[count] = real;
    Object[] changed = flaw.change(method.getName(), given);
    if (changed == null) {
      return null;
    }
    try {
      return method.invoke(real, Arrays.copyOf(changed, count));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
