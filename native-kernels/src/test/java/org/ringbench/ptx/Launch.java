package org.ringbench.ptx;

import java.util.Map;
import java.util.TreeMap;
import org.ringbench.ptx.PtxFault.Kind;

/** One launch on one Java thread: what its blocks share, and its counts. */
final class Launch {
  final PtxKernel kernel;
  final DeviceMemory memory;
  final Options options;
  final int gridX;
  final int gridY;
  final int gridZ;
  final int threads;
  final int dynamicSharedBytes;
  final int sharedBytes;
  final byte[] parameters;
  private final Map<Variable, Allocation> variables;

  final long[] warpCount;
  final long[] laneCount;
  final BranchCounts branches;
  long budget;
  long globalLoaded;
  long globalStored;
  long sharedMoved;
  long sectors;
  long conflicts;
  final AccessShape shape = new AccessShape();

  /** The addresses of a warp's access, by lane. */
  final long[] addresses = new long[32];

  final int[] matrixA = new int[MatrixOperations.A_SIZE];
  final int[] matrixB = new int[MatrixOperations.B_SIZE];
  final long[] matrixD = new long[MatrixOperations.D_SIZE];
  final int[] rows = new int[32];

  /** Where the access that {@link MemoryAccess} resolved last lies. */
  byte[] data;

  int at;
  Space space;
  Allocation allocation;

  /** By instruction: the allocation that it used last. */
  final Allocation[] lastUsed;

  Launch(
      PtxKernel kernel,
      DeviceMemory memory,
      Options options,
      int[] grid,
      int threads,
      int dynamicSharedBytes,
      byte[] parameters) {
    this.kernel = kernel;
    this.memory = memory;
    this.options = options;
    gridX = grid[0];
    gridY = grid[1];
    gridZ = grid[2];
    this.threads = threads;
    this.dynamicSharedBytes = dynamicSharedBytes;
    sharedBytes =
        dynamicSharedBytes == 0
            ? kernel.staticSharedBytes()
            : kernel.dynamicSharedOffset + dynamicSharedBytes;
    this.parameters = parameters;
    variables = memory.variables(kernel.module);
    warpCount = new long[kernel.code.length];
    laneCount = new long[kernel.code.length];
    branches = new BranchCounts(kernel);
    lastUsed = new Allocation[kernel.code.length];
    budget = options.instructionLimit();
  }

  void branch(int pc, Operation op, int taken, int active) {
    if (op.guard >= 0) {
      branches.taken[pc] += taken != 0 ? 1 : 0;
      branches.notTaken[pc] += taken != active ? 1 : 0;
    }
  }

  void tableEntry(int pc, int index) {
    branches.tables[pc][index]++;
  }

  /** What a constant bank holds. */
  long constant(PtxKernel.BankValue value, Warp w, int lane) {
    return switch (value) {
      case PtxKernel.BankValue.Literal literal -> literal.value();
      case PtxKernel.BankValue.Address address -> address(address.variable()) + address.offset();
      case PtxKernel.BankValue.Special special -> special(special.name(), w, lane) & Lanes.LOW;
    };
  }

  private long address(Variable variable) {
    return switch (variable.space) {
      case GLOBAL, CONST -> variables.get(variable).base;
      case SHARED ->
          Space.SHARED_START + (variable.external() ? kernel.dynamicSharedOffset : variable.offset);
      case LOCAL -> Space.LOCAL_START + variable.offset;
      // Kernels take a parameter's address with mov and use it with ld.param and with cvta.param.
      case PARAM -> variable.offset;
      case GENERIC -> throw new IllegalStateException("a generic variable");
    };
  }

  private long special(String name, Warp w, int lane) {
    return switch (name) {
      case "%tid.x" -> w.index * 32L + lane;
      case "%tid.y", "%tid.z", "%smid", "%gridid" -> 0;
      case "%ntid.x" -> threads;
      case "%ntid.y", "%ntid.z", "%nsmid" -> 1;
      case "%ctaid.x" -> w.block.x;
      case "%ctaid.y" -> w.block.y;
      case "%ctaid.z" -> w.block.z;
      case "%nctaid.x" -> gridX;
      case "%nctaid.y" -> gridY;
      case "%nctaid.z" -> gridZ;
      case "%laneid" -> lane;
      case "%warpid" -> w.index;
      case "%nwarpid" -> 64;
      case "%lanemask_eq" -> 1L << lane;
      case "%lanemask_lt" -> (1L << lane) - 1;
      case "%lanemask_le" -> (2L << lane) - 1;
      case "%lanemask_gt" -> -(2L << lane);
      case "%lanemask_ge" -> -(1L << lane);
      case "%dynamic_smem_size" -> dynamicSharedBytes;
      case "%total_smem_size" -> sharedBytes;
      case "WARP_SZ" -> 32;
      default -> throw new PtxFault(Kind.LAUNCH, kernel.name(), name + " is not modelled");
    };
  }

  LaunchCounts counts() {
    long warps = 0;
    long lanes = 0;
    Map<String, Long> byOpcode = new TreeMap<>();
    for (int pc = 0; pc < warpCount.length; pc++) {
      warps += warpCount[pc];
      lanes += laneCount[pc];
      if (warpCount[pc] != 0) {
        byOpcode.merge(kernel.code[pc].counted(), warpCount[pc], Long::sum);
      }
    }
    return new LaunchCounts(
        warps,
        lanes,
        byOpcode,
        globalLoaded,
        globalStored,
        sharedMoved,
        sectors,
        shape.touched(),
        conflicts);
  }
}
