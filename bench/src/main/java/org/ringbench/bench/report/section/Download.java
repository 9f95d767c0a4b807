package org.ringbench.bench.report.section;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.results.ResultsFile;

/**
 * The whole results file inside the page, compressed. The link works by itself; the script makes
 * plain JSON and CSV of the same bytes.
 */
public final class Download implements Section {
  @Override
  public String id() {
    return "download";
  }

  @Override
  public String title() {
    return "Data";
  }

  @Override
  public List<Element> of(RunView run) {
    byte[] json = compact(run).getBytes(StandardCharsets.UTF_8);
    String name = run.results().run().id().replaceAll("[^0-9A-Za-z._-]", "_");
    Element link =
        Element.of("a", name + ".json.gz")
            .set("id", run.id("data"))
            .set("download", name + ".json.gz")
            .set(
                "href",
                "data:application/gzip;base64,"
                    + Base64.getEncoder().encodeToString(compressed(json)))
            .style("data");
    return List.of(
        Element.of("p", "All rows of this run, with every figure in full: ").add(link),
        Element.of("p")
            .style("scripted")
            .add(
                button("json", run.id("data"), "Save as JSON"),
                button("csv", run.id("data"), "Save as CSV")));
  }

  private static Element button(String format, String data, String text) {
    return Element.of("button", text)
        .set("type", "button")
        .set("data-save", format)
        .set("data-of", data);
  }

  private static String compact(RunView run) {
    try {
      return new ObjectMapper().readTree(ResultsFile.toJson(run.results())).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // it was written a moment ago
    }
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new BestGzip(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
