package org.ringbench.ptx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.ptx.PtxFault.Kind;

/** What nvcc made of samples.cu: {@code nvcc -ptx -arch=compute_80 -O3 -std=c++17}. */
class CompiledKernelsTest {
  private static String text() {
    try (InputStream in = CompiledKernelsTest.class.getResourceAsStream("samples.ptx")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Options options(WarpOrder order, int threads) {
    return new Options(10_000_000, order, 9, true, null, threads);
  }

  private static long upload(DeviceMemory memory, MemorySegment data) {
    long address = memory.allocate(data.byteSize());
    memory.write(address, data);
    return address;
  }

  private static long[] gemm(PtxModule module, Options options, int m, int n, int k) {
    Random random = new Random(m * 31L + k);
    long[] a = random.longs((long) m * k).toArray();
    long[] b = random.longs((long) k * n).toArray();
    DeviceMemory memory = new DeviceMemory();
    long c = memory.allocate(8L * m * n);
    ByteBuffer arguments = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    arguments.putLong(upload(memory, MemorySegment.ofArray(a)));
    arguments.putLong(upload(memory, MemorySegment.ofArray(b)));
    arguments.putLong(c).putInt(m).putInt(n).putInt(k);
    new Interpreter(memory, options)
        .run(
            module.kernel("gemm64"),
            (n + 63) / 64,
            (m + 63) / 64,
            1,
            256,
            0,
            MemorySegment.ofArray(arguments.array()));
    long[] result = new long[m * n];
    memory.read(c, MemorySegment.ofArray(result));
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        long sum = 0;
        for (int x = 0; x < k; x++) {
          sum += a[i * k + x] * b[x * n + j];
        }
        assertEquals(sum, result[i * n + j], i + ", " + j);
      }
    }
    return result;
  }

  @ParameterizedTest
  @EnumSource(WarpOrder.class)
  void multipliesWords(WarpOrder order) {
    PtxModule module = PtxModule.parse("samples.ptx", text());
    long[] one = gemm(module, options(order, 1), 70, 130, 19);
    assertArrayEquals(one, gemm(module, options(order, 2), 70, 130, 19));
    gemm(module, options(order, 1), 1, 1, 1);
    assertEquals(256, module.kernel("gemm64").maxThreads());
    int registers = module.kernel("gemm64").registers();
    assertTrue(registers > 40 && registers < 128, registers + " registers");
  }

  private static void mma(PtxModule module) {
    int k = 160;
    Random random = new Random(k);
    byte[] a = new byte[16 * k];
    byte[] b = new byte[8 * k];
    random.nextBytes(a);
    random.nextBytes(b);
    DeviceMemory memory = new DeviceMemory();
    long c = memory.allocate(512);
    ByteBuffer arguments = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    arguments.putLong(upload(memory, MemorySegment.ofArray(a)));
    arguments.putLong(upload(memory, MemorySegment.ofArray(b)));
    arguments.putLong(c).putInt(k);
    new Interpreter(memory, options(WarpOrder.FORWARD, 1))
        .run(module.kernel("mma8"), 1, 1, 1, 32, 0, MemorySegment.ofArray(arguments.array()));
    int[] result = new int[128];
    memory.read(c, MemorySegment.ofArray(result));
    for (int i = 0; i < 16; i++) {
      for (int j = 0; j < 8; j++) {
        int sum = 0;
        for (int x = 0; x < k; x++) {
          sum += (a[i * k + x] & 0xFF) * (b[j * k + x] & 0xFF);
        }
        assertEquals(sum, result[i * 8 + j], i + ", " + j);
      }
    }
  }

  @Test
  void multipliesBytes() {
    mma(PtxModule.parse("samples.ptx", text()));
  }

  @Test
  void shiftsWideProducts() {
    int n = 100;
    long[] words = new Random(n).longs(n).toArray();
    DeviceMemory memory = new DeviceMemory();
    long address = upload(memory, MemorySegment.ofArray(words));
    PtxKernel scale = PtxModule.parse("samples.ptx", text()).kernel("scale");
    new Interpreter(memory, options(WarpOrder.REVERSE, 1))
        .run(scale, 2, 1, 1, 33, 0, MemorySegment.ofArray(new long[] {address, n}));
    long[] result = new long[n];
    memory.read(address, MemorySegment.ofArray(result));
    for (int i = 0; i < n; i++) {
      BigInteger wide =
          BigInteger.valueOf(words[i]).multiply(BigInteger.valueOf(12345)).shiftRight(7);
      assertEquals(wide.longValue() + wide.shiftRight(64).longValue(), result[i]);
    }
  }

  /** Takes an instruction out of a kernel, as a mutation run does, keeping the lines. */
  private static PtxModule without(String kernel, String instruction, int occurrence) {
    String text = text();
    int at = text.indexOf(".entry " + kernel);
    for (int i = 0; i <= occurrence; i++) {
      at = text.indexOf(instruction, at + 1);
      assertTrue(at > 0, instruction);
    }
    int end = text.indexOf(';', at) + 1;
    return PtxModule.parse("mutant", text.substring(0, at) + text.substring(end));
  }

  @ParameterizedTest
  @EnumSource(WarpOrder.class)
  void findsWhatIsMissing(WarpOrder order) {
    for (int barrier = 0; barrier < 2; barrier++) {
      PtxModule mutant = without("gemm64", "bar.sync", barrier);
      PtxFault fault =
          assertThrows(PtxFault.class, () -> gemm(mutant, options(order, 1), 70, 70, 24));
      assertTrue(
          fault.kind() == Kind.RACE || fault.kind() == Kind.UNINITIALISED, fault.getMessage());
    }
    for (int wait = 0; wait < 2; wait++) {
      PtxModule mutant = without("mma8", "cp.async.wait_group", wait);
      PtxFault fault = assertThrows(PtxFault.class, () -> mma(mutant));
      assertEquals(Kind.RACE, fault.kind(), fault.getMessage());
    }
  }

  @Test
  void assembles() throws Exception {
    Assembler.assemble(text());
  }
}
