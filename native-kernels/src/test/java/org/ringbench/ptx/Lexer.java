package org.ringbench.ptx;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits PTX text into tokens (PTX ISA, "Syntax"). */
final class Lexer {
  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    STRING,
    SYMBOL,
    END
  }

  /** A token and the line it stands on, from 1. */
  record Token(Kind kind, String text, int line) {
    boolean is(String expected) {
      return kind != Kind.STRING && text.equals(expected);
    }
  }

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+|//[^\\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<string>\"[^\"]*\")"
              + "|(?<number>0[fF][0-9a-fA-F]{8}|0[dD][0-9a-fA-F]{16}|0[xX][0-9a-fA-F]+U?"
              + "|\\d+\\.\\d+|\\d+U?)"
              + "|(?<word>[.%$_A-Za-z][\\w$.]*(?:::\\w[\\w.]*)*)"
              + "|(?<symbol>[-+{}()\\[\\]<>,;:=@!|~])");

  private Lexer() {}

  static List<Token> tokens(String module, String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    int line = 1;
    while (at < text.length()) {
      if (text.charAt(at) == '\0' && text.substring(at).chars().allMatch(c -> c == 0)) {
        break;
      }
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) {
        throw new PtxSyntaxException(
            module, line, "unexpected character '" + text.charAt(at) + "'");
      }
      String token = matcher.group();
      if (matcher.group("word") != null) {
        tokens.add(new Token(Kind.WORD, token, line));
      } else if (matcher.group("number") != null) {
        tokens.add(new Token(Kind.NUMBER, token, line));
      } else if (matcher.group("string") != null) {
        tokens.add(new Token(Kind.STRING, token.substring(1, token.length() - 1), line));
      } else if (matcher.group("symbol") != null) {
        tokens.add(new Token(Kind.SYMBOL, token, line));
      } else {
        for (int i = 0; i < token.length(); i++) {
          line += token.charAt(i) == '\n' ? 1 : 0;
        }
      }
      at = matcher.end();
    }
    tokens.add(new Token(Kind.END, "end of text", line));
    return tokens;
  }
}
