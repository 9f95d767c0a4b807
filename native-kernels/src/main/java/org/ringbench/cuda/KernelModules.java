package org.ringbench.cuda;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ringbench.cuda.driver.CudaDriver;

/**
 * The kernels on one device. A module of PTX is compiled by the driver when one of its kernels is
 * first asked for.
 */
final class KernelModules {
  private static final Pattern ENTRY = Pattern.compile("\\.entry\\s+(\\w+)");

  private final CudaDriver driver;
  private final Map<String, String> moduleOf = new HashMap<>(); // by kernel
  private final Map<String, Long> loaded = new HashMap<>(); // by module
  private final Map<String, byte[]> images = new HashMap<>();

  /** Modules of the current context. */
  KernelModules(CudaDriver driver) {
    this.driver = driver;
    for (String module : PtxResources.names()) {
      byte[] ptx = PtxResources.load(module);
      images.put(module, ptx);
      for (String kernel : kernels(new String(ptx, StandardCharsets.US_ASCII))) {
        moduleOf.put(kernel, module);
      }
    }
  }

  private static List<String> kernels(String ptx) {
    List<String> names = new ArrayList<>();
    for (Matcher entry = ENTRY.matcher(ptx); entry.find(); ) {
      names.add(entry.group(1));
    }
    return names;
  }

  /** The driver's handle of a kernel. */
  synchronized long function(String kernel) {
    String module = moduleOf.get(kernel);
    if (module == null) {
      throw new IllegalArgumentException(
          "no kernel \"" + kernel + "\": expected one of " + moduleOf.keySet());
    }
    long handle = loaded.computeIfAbsent(module, name -> driver.loadModule(images.get(name)));
    return driver.function(handle, kernel);
  }

  /** Unloads all modules. */
  synchronized void close() {
    loaded.values().forEach(driver::unloadModule);
    loaded.clear();
  }
}
