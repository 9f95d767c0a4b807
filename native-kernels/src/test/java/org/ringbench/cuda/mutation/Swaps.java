package org.ringbench.cuda.mutation;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What takes the place of what: patterns of an instruction without its guard. */
final class Swaps {
  static final Map<String, List<String>> OPERATIONS =
      Map.ofEntries(
          Map.entry("^add\\.(?=[su]|f)", List.of("sub.")),
          Map.entry("^sub\\.(?=[su]|f)", List.of("add.")),
          Map.entry("^and\\.", List.of("or.", "xor.")),
          Map.entry("^or\\.", List.of("and.", "xor.")),
          Map.entry("^xor\\.", List.of("or.", "and.")),
          Map.entry("^shl\\.b", List.of("shr.u")),
          Map.entry("^shr\\.[us]", List.of("shl.b")),
          Map.entry("^mul\\.lo", List.of("mul.hi")),
          Map.entry("^mul\\.f", List.of("add.f")),
          Map.entry("^mad\\.lo", List.of("mad.hi")),
          Map.entry("^min\\.", List.of("max.")),
          Map.entry("^max\\.", List.of("min.")),
          Map.entry("^shf\\.l", List.of("shf.r")),
          Map.entry("^shfl\\.sync\\.bfly", List.of("shfl.sync.idx")),
          Map.entry("^not\\.b", List.of("mov.b")),
          Map.entry("^div\\.", List.of("rem.")),
          Map.entry("^rem\\.", List.of("div.")));

  static final Map<String, List<String>> COMPARISONS =
      Map.of(
          "\\.lt\\.", List.of(".le.", ".gt."),
          "\\.le\\.", List.of(".lt.", ".gt."),
          "\\.gt\\.", List.of(".ge.", ".lt."),
          "\\.ge\\.", List.of(".gt.", ".lt."),
          "\\.eq\\.", List.of(".ne."),
          "\\.ne\\.", List.of(".eq."));

  static final Map<String, List<String>> SPECIALS =
      Map.of(
          "%tid\\.x", List.of("%ctaid.x"),
          "%ctaid\\.x", List.of("%tid.x", "%ctaid.y"),
          "%ctaid\\.y", List.of("%ctaid.x"),
          "%ctaid\\.z", List.of("%ctaid.x"),
          "%ntid\\.x", List.of("%nctaid.x"),
          "%nctaid\\.x", List.of("%ntid.x"),
          "%nctaid\\.y", List.of("%nctaid.x"));

  private Swaps() {}

  /** Adds the instruction with each swap that fits it. */
  static void add(Line line, Map<String, List<String>> swaps, List<String> out) {
    swaps.forEach(
        (pattern, others) -> {
          Matcher found =
              Pattern.compile(pattern).matcher(line.text(line.opcode(), line.operands()));
          if (found.find()) {
            for (String other : others) {
              out.add((line.guard() + " " + found.replaceFirst(other)).strip());
            }
          }
        });
  }
}
