package org.ringbench.ptx;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads declarations of variables (PTX ISA, "Variables"). */
final class VariableReader {
  private VariableReader() {}

  /** One declaration with all its names; the semicolon too, if there is to be one. */
  static List<Variable> read(PtxParser parser, boolean external, boolean semicolon) {
    TokenReader in = parser.in;
    Space space =
        switch (in.peek().text()) {
          case ".global", ".const", ".shared", ".local", ".param" ->
              Space.valueOf(in.next().text().substring(1).toUpperCase(Locale.ROOT));
          default -> throw in.error("'" + in.peek().text() + "' is not modelled here");
        };
    int align = 0;
    int lanes = 1;
    Type type = null;
    while (in.peek().kind() == Lexer.Kind.WORD && in.peek().text().startsWith(".")) {
      String word = in.next().text();
      switch (word) {
        case ".align" -> align = (int) in.integer();
        case ".v2" -> lanes = 2;
        case ".v4" -> lanes = 4;
        case ".ptr" -> {
          if (in.is(".global") || in.is(".const") || in.is(".shared") || in.is(".local")) {
            in.next();
          }
          if (in.accept(".align")) {
            in.integer();
          }
        }
        default -> {
          type = Type.of(word.substring(1));
          if (type == null) {
            throw in.error("type " + word + " is not modelled");
          }
        }
      }
    }
    if (type == null || type.bits() < 8) {
      throw in.error("a variable without a type");
    }
    int element = type.bytes() * lanes;
    List<Variable> variables = new ArrayList<>();
    do {
      variables.add(one(in, space, type, element, align == 0 ? element : align, external));
    } while (semicolon && in.accept(","));
    if (semicolon) {
      in.expect(";");
    }
    return variables;
  }

  private static Variable one(
      TokenReader in, Space space, Type type, int element, int align, boolean external) {
    String name = in.word();
    long bytes = element;
    while (in.accept("[")) {
      bytes *= in.is("]") ? 0 : in.integer();
      in.expect("]");
    }
    byte[] initial = null;
    if (in.accept("=")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      initialiser(in, type, out);
      if (bytes == 0) {
        bytes = out.size();
      }
      if (out.size() > bytes) {
        throw in.error(name + " has " + bytes + " bytes, its initialiser " + out.size());
      }
      initial = java.util.Arrays.copyOf(out.toByteArray(), (int) bytes);
    }
    if ((bytes == 0) != (external && space == Space.SHARED) || bytes > Integer.MAX_VALUE) {
      throw in.error(name + " has " + bytes + " bytes");
    }
    if (initial != null && space != Space.GLOBAL && space != Space.CONST) {
      throw in.error(name + " cannot have an initialiser");
    }
    return new Variable(name, space, align, (int) bytes, initial);
  }

  private static void initialiser(TokenReader in, Type type, ByteArrayOutputStream out) {
    if (in.accept("{")) {
      while (!in.accept("}")) {
        initialiser(in, type, out);
        in.accept(",");
      }
      return;
    }
    if (!in.isNumber()) {
      throw in.error("an address as an initialiser is not modelled");
    }
    long value = in.literal().value();
    for (int i = 0; i < type.bytes(); i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }
}
