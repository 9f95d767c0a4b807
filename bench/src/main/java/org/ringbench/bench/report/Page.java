package org.ringbench.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.ringbench.bench.report.markup.Element;

/** An HTML page that loads nothing: its style sheet and its one script are inside. */
final class Page {
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  private Page() {}

  /** The file's text. */
  static String of(String title, List<Element> body) {
    Element head =
        Element.of("head")
            .add(
                Element.of("meta").set("charset", "utf-8"),
                Element.of("meta")
                    .set("http-equiv", "Content-Security-Policy")
                    .set("content", policy()),
                Element.of("meta")
                    .set("name", "viewport")
                    .set("content", "width=device-width, initial-scale=1"),
                Element.of("meta").set("name", "color-scheme").set("content", "light dark"),
                Element.of("title", title),
                Element.styleSheet(STYLE));
    Element page =
        Element.of("html")
            .set("lang", "en")
            .set("xmlns", "http://www.w3.org/1999/xhtml")
            .add(head, Element.of("body", body).add(Element.script(SCRIPT)));
    StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    page.write(out);
    return out.append('\n').toString();
  }

  /** A drawing as a file of its own, in the colours of the page. */
  static String of(Element drawing) {
    return drawing.add(Element.styleSheet(STYLE)) + "\n";
  }

  /** Nothing is fetched, and no script runs but the page's own. */
  private static String policy() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(Element.scriptText(SCRIPT).getBytes(StandardCharsets.UTF_8));
      return "default-src 'none'; style-src 'unsafe-inline'; connect-src data:; script-src 'sha256-"
          + Base64.getEncoder().encodeToString(hash)
          + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
