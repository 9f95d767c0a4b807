package org.ringbench.cuda;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.ringbench.ptx.PtxKernel;
import org.ringbench.ptx.PtxModule;

/**
 * The PTX that all tests here execute: the committed one, unless a mutation run has put a changed
 * module in the place of one of them.
 */
public final class PtxUnderTest {
  private static final Map<String, PtxModule> COMMITTED = new TreeMap<>();
  private static final Map<String, PtxKernel> KERNELS = new HashMap<>();
  private static byte[] original = {};
  private static byte[] changed = {};

  static {
    for (String name : PtxResources.names()) {
      COMMITTED.put(name, PtxModule.parse(name, text(name)));
    }
    restore();
  }

  private PtxUnderTest() {}

  /** The text of a committed module. */
  public static String text(String module) {
    byte[] ptx = PtxResources.load(module);
    return new String(ptx, 0, ptx.length - 1, StandardCharsets.UTF_8);
  }

  /** All committed modules, in the order of their names. */
  public static Collection<PtxModule> committed() {
    return Collections.unmodifiableCollection(COMMITTED.values());
  }

  /**
   * Puts a changed text in the place of a module.
   *
   * @throws org.ringbench.ptx.PtxSyntaxException if it cannot be parsed
   */
  public static synchronized void replace(String module, String text) {
    PtxModule parsed = PtxModule.parse(module, text);
    restore();
    original = PtxResources.load(module);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    changed = Arrays.copyOf(bytes, bytes.length + 1);
    parsed.kernels().forEach(kernel -> KERNELS.put(kernel.name(), kernel));
  }

  /** The committed modules again. */
  public static synchronized void restore() {
    original = new byte[0];
    for (PtxModule module : COMMITTED.values()) {
      module.kernels().forEach(kernel -> KERNELS.put(kernel.name(), kernel));
    }
  }

  /** What a driver loads that is given this image. */
  static synchronized byte[] image(byte[] ptx) {
    return Arrays.equals(ptx, original) ? changed : ptx;
  }

  /** A kernel of any module. */
  static synchronized PtxKernel kernel(String name) {
    PtxKernel kernel = KERNELS.get(name);
    if (kernel == null) {
      throw new IllegalArgumentException("no kernel " + name + ", only " + KERNELS.keySet());
    }
    return kernel;
  }
}
