package org.ringbench.bench.workload;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.ringbench.data.FloatTensor;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainEngine;

/** Java's float engine with a fault: the first element of every matrix product is too large. */
final class FaultyFloats {
  private static final float FAULT = 0.05f;

  private FaultyFloats() {}

  @SuppressWarnings("unchecked") // the interface is the only one of the proxy
  static PlainEngine<FloatTensor> engine() {
    FloatEngine real = new FloatEngine(1);
    return (PlainEngine<FloatTensor>)
        Proxy.newProxyInstance(
            FaultyFloats.class.getClassLoader(),
            new Class<?>[] {PlainEngine.class},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                if (method.getName().equals("matmul")) {
                  ((FloatTensor) result).values()[0] += FAULT;
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
