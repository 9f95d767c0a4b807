package org.ringbench.ptx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads a module: directives, variables and kernels (PTX ISA, "Directives"). */
final class PtxParser {
  final TokenReader in;
  private String version = "";
  private String target = "";
  final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, KernelSource> sources = new LinkedHashMap<>();

  /** A kernel between reading and decoding. */
  static final class KernelSource {
    final String name;
    final int line;
    final List<Variable> parameters = new ArrayList<>();
    final Map<String, Variable> variables = new LinkedHashMap<>();
    final List<Statement> statements = new ArrayList<>();
    final Map<String, Integer> labels = new HashMap<>();
    final Map<String, List<String>> tables = new HashMap<>();
    int maxThreads = 1024;

    KernelSource(String name, int line) {
      this.name = name;
      this.line = line;
    }
  }

  PtxParser(String module, String text) {
    in = new TokenReader(module, Lexer.tokens(module, text));
  }

  PtxModule parse(String name) {
    while (!in.atEnd()) {
      moduleItem();
    }
    if (version.isEmpty() || target.isEmpty()) {
      throw in.error("no .version or no .target");
    }
    PtxModule module = new PtxModule(name, version, target, variables);
    for (KernelSource source : sources.values()) {
      module.add(new KernelBuilder(module, source, variables).build());
    }
    return module;
  }

  private void moduleItem() {
    if (in.accept(".version")) {
      version = in.next().text();
    } else if (in.accept(".target")) {
      target = in.next().text();
      while (in.accept(",")) {
        in.next();
      }
    } else if (in.accept(".address_size")) {
      if (in.integer() != 64) {
        throw in.error("only 64-bit addresses are modelled");
      }
    } else if (in.accept(".file")) {
      in.skipLine();
    } else if (in.accept(".pragma")) {
      in.next();
      in.expect(";");
    } else {
      boolean external = false;
      while (in.is(".visible") || in.is(".extern") || in.is(".weak")) {
        external |= in.next().is(".extern");
      }
      if (in.accept(".entry")) {
        kernel();
      } else {
        VariableReader.read(this, external, true).forEach(v -> declare(variables, v));
      }
    }
  }

  private void declare(Map<String, Variable> scope, Variable variable) {
    if (scope.put(variable.name, variable) != null) {
      throw in.error(variable.name + " is declared twice");
    }
  }

  private void kernel() {
    KernelSource kernel = new KernelSource(in.word(), in.line());
    if (sources.put(kernel.name, kernel) != null) {
      throw in.error("kernel " + kernel.name + " is defined twice");
    }
    if (in.accept("(")) {
      int offset = 0;
      while (!in.accept(")")) {
        Variable parameter = VariableReader.read(this, false, false).getFirst();
        if (parameter.space != Space.PARAM) {
          throw in.error("a parameter must be in .param");
        }
        offset = (offset + parameter.align - 1) & -parameter.align;
        parameter.offset = offset;
        offset += parameter.bytes;
        kernel.parameters.add(parameter);
        declare(kernel.variables, parameter);
        in.accept(",");
      }
    }
    while (!in.is("{")) {
      performanceDirective(kernel);
    }
    body(kernel);
  }

  private void performanceDirective(KernelSource kernel) {
    String directive = in.next().text();
    if (directive.equals(".pragma")) {
      in.next();
      in.expect(";");
      return;
    }
    int product = (int) in.integer();
    while (in.accept(",")) {
      product *= (int) in.integer();
    }
    switch (directive) {
      case ".maxntid", ".reqntid" -> kernel.maxThreads = product;
      case ".minnctapersm", ".maxnreg" -> {}
      default -> throw in.error("directive " + directive + " is not modelled");
    }
  }

  private void body(KernelSource kernel) {
    Deque<Map<String, Operand.Register>> scopes = new ArrayDeque<>();
    Function<String, Operand.Register> lookup =
        name -> {
          for (Map<String, Operand.Register> scope : scopes) {
            Operand.Register register = scope.get(name);
            if (register != null) {
              return register;
            }
          }
          return null;
        };
    do {
      if (in.accept("{")) {
        scopes.push(new HashMap<>());
      } else if (in.accept("}")) {
        scopes.pop();
      } else if (in.accept(".reg")) {
        registers(scopes.peek());
      } else if (in.accept(".loc") || in.accept(".file")) {
        in.skipLine();
      } else if (in.accept(".pragma")) {
        in.next();
        in.expect(";");
      } else if (in.is(".shared") || in.is(".local") || in.is(".global") || in.is(".const")) {
        VariableReader.read(this, false, true).forEach(v -> declare(kernel.variables, v));
      } else if (in.isLabel()) {
        label(kernel);
      } else {
        kernel.statements.add(StatementReader.read(in, lookup));
      }
    } while (!scopes.isEmpty());
  }

  private void registers(Map<String, Operand.Register> scope) {
    String word = in.word();
    Type type = Type.of(word.substring(1));
    if (type == null || type.bits() == 8) {
      throw in.error("no registers of type " + word);
    }
    do {
      String name = in.word();
      if (in.accept("<")) {
        long count = in.integer();
        in.expect(">");
        for (int i = 0; i < count; i++) {
          scope.put(name + i, new Operand.Register(name + i, type));
        }
      } else {
        scope.put(name, new Operand.Register(name, type));
      }
    } while (in.accept(","));
    in.expect(";");
  }

  private void label(KernelSource kernel) {
    String name = in.word();
    in.expect(":");
    if (in.accept(".branchtargets")) {
      List<String> targets = new ArrayList<>();
      do {
        targets.add(in.word());
      } while (in.accept(","));
      in.expect(";");
      kernel.tables.put(name, targets);
    } else if (kernel.labels.put(name, kernel.statements.size()) != null) {
      throw in.error("label " + name + " is defined twice");
    }
  }
}
