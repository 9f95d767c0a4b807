package org.ringbench.bench.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Looks into pages, which are well-formed XML but for their first line. */
final class Html {
  private Html() {}

  static List<Element> byStyle(Element root, String style) {
    return elements(root).stream()
        .filter(e -> List.of(e.getAttribute("class").split(" ", -1)).contains(style))
        .toList();
  }

  static Element byId(Document page, String id) {
    return elements(page).stream()
        .filter(element -> element.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  static int count(String text, String pattern) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }

  static Document parse(String text)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text.replaceFirst("<!DOCTYPE html>", ""))));
  }

  static List<Element> elements(Document page) {
    return elements(page.getDocumentElement());
  }

  /** Those within another. */
  static List<Element> elements(Element root) {
    NodeList nodes = root.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
