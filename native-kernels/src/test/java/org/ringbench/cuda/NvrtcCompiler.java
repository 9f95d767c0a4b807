package org.ringbench.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jcuda.nvrtc.JNvrtc;
import jcuda.nvrtc.nvrtcProgram;

/**
 * CUDA C++ to PTX by NVRTC, from the jar {@code org.bytedeco:cuda-redist} of Maven Central: no
 * toolkit has to be installed.
 */
final class NvrtcCompiler implements AutoCloseable {
  private static final String JAR_FOLDER = "/org/bytedeco/cuda/linux-x86_64/";

  /** The names by which the first looks for the second, and JCuda's natives for the first. */
  private static final String[] LIBRARIES = {"libnvrtc-builtins.so.12.9", "libnvrtc.so.12"};

  /** NVRTC brings no C headers: all that the kernels need of them. */
  private static final String CSTDINT =
      """
      #pragma once
      typedef signed char int8_t;
      typedef unsigned char uint8_t;
      typedef short int16_t;
      typedef unsigned short uint16_t;
      typedef int int32_t;
      typedef unsigned int uint32_t;
      typedef long long int64_t;
      typedef unsigned long long uint64_t;
      typedef unsigned long long uintptr_t;
      namespace std {
      using ::int8_t; using ::uint8_t; using ::int16_t; using ::uint16_t; using ::int32_t;
      using ::uint32_t; using ::int64_t; using ::uint64_t; using ::uintptr_t;
      }
      """;

  private final Path folder = Files.createTempDirectory("nvrtc");

  @SuppressWarnings("restricted")
  NvrtcCompiler() throws IOException {
    for (String library : LIBRARIES) {
      Path file = folder.resolve(library);
      try (InputStream in = NvrtcCompiler.class.getResourceAsStream(JAR_FOLDER + library)) {
        if (in == null) {
          throw new IllegalStateException(
              JAR_FOLDER + library + " is not on the class path: use -Pregen-kernels-nvrtc");
        }
        Files.copy(in, file);
      }
      System.load(file.toString());
    }
    JNvrtc.setExceptionsEnabled(true);
  }

  /**
   * PTX for compute_80.
   *
   * @param texts the .cu file and what it includes, by file name
   */
  String compile(String name, Map<String, String> texts) {
    String main = name + ".cu";
    String[] headers = new String[texts.size() + 1];
    String[] names = new String[texts.size() + 1];
    names[0] = "cstdint";
    headers[0] = CSTDINT;
    names[1] = "stdint.h";
    headers[1] = CSTDINT;
    int next = 2;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (!text.getKey().equals(main)) {
        names[next] = text.getKey();
        headers[next++] = text.getValue();
      }
    }
    nvrtcProgram program = new nvrtcProgram();
    JNvrtc.nvrtcCreateProgram(program, texts.get(main), main, names.length, headers, names);
    String[] options = {
      "--gpu-architecture=compute_80", "--std=c++17", "--device-as-default-execution-space"
    };
    try {
      JNvrtc.nvrtcCompileProgram(program, options.length, options);
    } catch (jcuda.CudaException e) {
      String[] log = new String[1];
      JNvrtc.nvrtcGetProgramLog(program, log);
      throw new IllegalStateException("NVRTC refuses " + main + ":\n" + log[0], e);
    }
    String[] ptx = new String[1];
    JNvrtc.nvrtcGetPTX(program, ptx);
    JNvrtc.nvrtcDestroyProgram(program);
    return ptx[0];
  }

  /** Deletes the unpacked libraries; they stay loaded. */
  @Override
  public void close() throws IOException {
    for (String library : LIBRARIES) {
      Files.deleteIfExists(folder.resolve(library));
    }
    Files.deleteIfExists(folder);
  }
}
