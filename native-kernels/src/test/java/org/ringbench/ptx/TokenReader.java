package org.ringbench.ptx;

import java.util.List;

/** A position in a list of tokens. */
final class TokenReader {
  final String module;
  private final List<Lexer.Token> tokens;
  private int at;

  TokenReader(String module, List<Lexer.Token> tokens) {
    this.module = module;
    this.tokens = tokens;
  }

  PtxSyntaxException error(String message) {
    return new PtxSyntaxException(module, line(), message);
  }

  /** The line of the next token. */
  int line() {
    return peek().line();
  }

  Lexer.Token peek() {
    return tokens.get(at);
  }

  boolean atEnd() {
    return peek().kind() == Lexer.Kind.END;
  }

  boolean is(String text) {
    return peek().is(text);
  }

  /** Whether a word and a colon follow. */
  boolean isLabel() {
    return peek().kind() == Lexer.Kind.WORD && tokens.get(at + 1).is(":");
  }

  Lexer.Token next() {
    Lexer.Token token = peek();
    if (token.kind() == Lexer.Kind.END) {
      throw error("the text ends too early");
    }
    at++;
    return token;
  }

  boolean accept(String text) {
    if (is(text)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String text) {
    if (!accept(text)) {
      throw error("'" + peek().text() + "', expected '" + text + "'");
    }
  }

  String word() {
    if (peek().kind() != Lexer.Kind.WORD) {
      throw error("'" + peek().text() + "', expected a word");
    }
    return next().text();
  }

  /** Skips what is left of the line of the token before. */
  void skipLine() {
    int line = tokens.get(at - 1).line();
    while (!atEnd() && line() == line) {
      at++;
    }
  }

  boolean isNumber() {
    return peek().kind() == Lexer.Kind.NUMBER || is("-");
  }

  /** A literal; decimals, hexadecimals, octals and the bits of floats (PTX ISA, "Constants"). */
  Operand.Literal literal() {
    boolean negative = accept("-");
    if (peek().kind() != Lexer.Kind.NUMBER) {
      throw error("'" + peek().text() + "', expected a number");
    }
    String text = next().text();
    if (text.startsWith("0f") || text.startsWith("0F")) {
      return new Operand.Literal(Long.parseLong(text.substring(2), 16), 32);
    }
    if (text.startsWith("0d") || text.startsWith("0D")) {
      return new Operand.Literal(Long.parseUnsignedLong(text.substring(2), 16), 64);
    }
    String digits = text.endsWith("U") ? text.substring(0, text.length() - 1) : text;
    long value;
    try {
      if (digits.startsWith("0x") || digits.startsWith("0X")) {
        value = Long.parseUnsignedLong(digits.substring(2), 16);
      } else if (digits.startsWith("0") && digits.length() > 1) {
        value = Long.parseUnsignedLong(digits.substring(1), 8);
      } else {
        value = Long.parseUnsignedLong(digits);
      }
    } catch (NumberFormatException e) {
      PtxSyntaxException error = error("'" + text + "' is not an integer");
      error.initCause(e);
      throw error;
    }
    return new Operand.Literal(negative ? -value : value, 0);
  }

  long integer() {
    Operand.Literal literal = literal();
    if (literal.floatBits() != 0) {
      throw error("a float, expected an integer");
    }
    return literal.value();
  }
}
