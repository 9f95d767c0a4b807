package org.ringbench.bench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ringbench.bench.table.Listing;

/** What commands print for programs. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** Maps, lists, records, text and numbers as JSON. */
  static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // the like always serialises
    }
  }

  /** A listing: its entries by section and name. */
  static String of(Listing listing) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    for (Listing.Entry entry : listing.entries()) {
      sections
          .computeIfAbsent(entry.section(), _ -> new LinkedHashMap<>())
          .put(entry.name(), entry.value());
    }
    return of(sections);
  }
}
