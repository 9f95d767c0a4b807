package org.ringbench.bench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines as {@code /proc} and {@code /sys} show them. */
class MachineTest {
  @TempDir Path root;

  @Test
  void aVirtualMachineWithAGpu() throws IOException {
    file(
        "proc/cpuinfo",
        "processor\t: 0\nmodel name\t: Intel(R) Xeon(R)\nmicrocode\t: 0x2b000603\nflags\t\t: fpu"
            + " avx2 hypervisor\n\nprocessor\t: 1\nmodel name\t: Intel(R) Xeon(R)\n");
    file("proc/meminfo", "MemTotal:       1024 kB\nMemFree:   1 kB\n");
    file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
    file("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n");
    file("sys/devices/system/cpu/cpufreq/scaling_governor", "no processor's\n");
    file("sys/class/dmi/id/sys_vendor", "QEMU\n");
    file("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA H100\nIRQ: 7\n");
    file(
        "proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 2023\nGCC: 12\n");
    Machine machine = Machine.detect(root);
    assertEquals("Intel(R) Xeon(R)", machine.cpu());
    assertEquals(1024 * 1024, machine.memoryBytes());
    assertEquals(Set.of("fpu", "avx2", "hypervisor"), machine.cpuFlags());
    assertEquals(Optional.of("0x2b000603"), machine.microcode());
    assertEquals(Optional.of("performance+powersave"), machine.governor());
    assertEquals(Optional.of("QEMU"), machine.hypervisor());
    assertEquals(Optional.of("NVIDIA H100"), machine.gpu());
    assertEquals(Optional.of("535.104.05"), machine.gpuDriver());
  }

  @Test
  void aMachineThatTellsNothing() {
    Machine machine = Machine.detect(root);
    assertFalse(machine.cpu().isBlank());
    assertTrue(machine.memoryBytes() > 0);
    assertEquals(Optional.empty(), machine.gpu());
    assertEquals(Optional.empty(), machine.governor());
    assertEquals(Optional.empty(), machine.hypervisor());
    assertEquals(new ControlGroup(Optional.empty(), Optional.empty()), ControlGroup.detect(root));
  }

  /** Those of x86 that have to do with vectors and encryption, in Linux's cpufeatures.h. */
  private static final Set<String> X86_NAMES =
      Set.of(
          """
          pni ssse3 sse4_1 sse4_2 sse4a fma fma4 f16c aes pclmulqdq avx avx2 bmi1 bmi2 adx sha_ni
          avx512f avx512dq avx512ifma avx512pf avx512er avx512cd avx512bw avx512vl avx512vbmi
          avx512_vbmi2 gfni vaes vpclmulqdq avx512_vnni avx512_bitalg avx512_vpopcntdq avx512_4vnniw
          avx512_4fmaps avx512_vp2intersect avx512_fp16 avx512_bf16 avx_vnni avx_ifma avx_vnni_int8
          avx_ne_convert amx_bf16 amx_tile amx_int8 amx_fp16\
          """
              .split("\\s+", -1));

  /** Of arm64, in Linux's cpuinfo.c. */
  private static final Set<String> ARM_NAMES =
      Set.of(
          """
          fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm jscvt fcma
          lrcpc dcpop sha3 sm3 sm4 asimddp sha512 sve asimdfhm sve2 sveaes svepmull svebitperm
          svesha3 svesm4 svei8mm svef32mm svef64mm svebf16 i8mm bf16 sme sme2\
          """
              .split("\\s+", -1));

  /** A name that Linux does not have would be missing on every machine. */
  @Test
  void flagsHaveTheNamesThatLinuxGivesThem() {
    assertTrue(
        X86_NAMES.containsAll(Machine.X86_FLAGS), () -> without(Machine.X86_FLAGS, X86_NAMES));
    assertTrue(
        ARM_NAMES.containsAll(Machine.ARM_FLAGS), () -> without(Machine.ARM_FLAGS, ARM_NAMES));
  }

  private static String without(List<String> flags, Set<String> known) {
    return flags.stream().filter(flag -> !known.contains(flag)).toList() + " are no flags";
  }

  /** The same on the machine at hand: underscores are where such names go wrong. */
  @Test
  void noFlagOfThisMachineIsMissedForItsUnderscores() {
    for (String flag : Machine.detect().cpuFlags()) {
      for (String relevant : Machine.RELEVANT_FLAGS) {
        if (flag.replace("_", "").equals(relevant.replace("_", ""))) {
          assertEquals(flag, relevant);
        }
      }
    }
  }

  @Test
  void thisMachineHasAnEnvironment() {
    assertEquals(Runtime.getRuntime().availableProcessors(), Probe.environment(1).cores());
  }

  @Test
  void limitsOfTheSecondVersionAreTheTightestOnTheWayUp() throws IOException {
    file("proc/self/cgroup", "0::/pods/mine\n");
    file(
        "proc/self/mountinfo",
        """
        23 1 0:1 / / rw - overlay overlay rw
        31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:1 - cgroup2 cgroup2 rw
        """);
    file("sys/fs/cgroup/pods/mine/cpu.max", "180000 100000\n");
    file("sys/fs/cgroup/pods/mine/memory.max", "8000000000\n");
    file("sys/fs/cgroup/pods/cpu.max", "150000 100000\n");
    file("sys/fs/cgroup/pods/memory.max", "max\n");
    file("sys/fs/cgroup/cpu.max", "max 100000\n");
    assertEquals(
        new ControlGroup(Optional.of(1.5), Optional.of(8_000_000_000L)), ControlGroup.detect(root));
  }

  /** A container sees its own group as the top of the tree. */
  @Test
  void limitsOfAContainer() throws IOException {
    file("proc/self/cgroup", "0::/docker/abc\n");
    file("proc/self/mountinfo", "31 23 0:28 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup2 rw\n");
    file("sys/fs/cgroup/cpu.max", "50000 100000\n");
    assertEquals(new ControlGroup(Optional.of(0.5), Optional.empty()), ControlGroup.detect(root));
  }

  @Test
  void limitsOfTheFirstVersion() throws IOException {
    file("proc/self/cgroup", "4:memory:/job\n2:cpu,cpuacct:/job\n0::/\n");
    file(
        "proc/self/mountinfo",
        """
        32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
        35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
        """);
    file("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "200000\n");
    file("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000\n");
    file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
    file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    file("sys/fs/cgroup/memory/job/memory.limit_in_bytes", "9223372036854771712\n");
    assertEquals(new ControlGroup(Optional.of(2.0), Optional.empty()), ControlGroup.detect(root));
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
