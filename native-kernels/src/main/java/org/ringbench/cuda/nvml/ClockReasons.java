package org.ringbench.cuda.nvml;

import java.util.ArrayList;
import java.util.List;

/**
 * Why the clocks of a GPU are what they are: the bits of {@code nvmlClocksEventReasons} (NVML API
 * reference, "NvmlClocksEventReasons"), in words.
 */
public final class ClockReasons {
  /** The GPU has nothing to do: no throttling. */
  public static final long IDLE = 0x1;

  /** Reasons that make a measurement doubtful: power, heat and the hardware's own brakes. */
  private static final long THROTTLING = 0x4 | 0x8 | 0x20 | 0x40 | 0x80;

  private static final String[] WORDS = {
    "idle",
    "application clocks are set",
    "software power cap",
    "hardware slowdown (heat, power brake or a fast drop of power)",
    "sync boost group",
    "software thermal slowdown",
    "hardware thermal slowdown",
    "hardware power brake",
    "display clock setting"
  };

  private ClockReasons() {}

  /** Each bit that is set, in words, the lowest first; unknown bits by their number. */
  public static List<String> words(long reasons) {
    List<String> words = new ArrayList<>();
    for (long left = reasons; left != 0; left &= left - 1) {
      int bit = Long.numberOfTrailingZeros(left);
      words.add(bit < WORDS.length ? WORDS[bit] : "reason bit " + bit);
    }
    return words;
  }

  /** Whether a GPU with these reasons runs slower than it could. */
  public static boolean isThrottled(long reasons) {
    return (reasons & THROTTLING) != 0;
  }
}
