package org.ringbench.bench.report.section;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.ringbench.bench.export.Format;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.results.ResultsFile;

/**
 * The whole results file inside the page, and its rows as CSV, compressed. The links work by
 * themselves; the script makes plain files of the same bytes.
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
    String name = run.results().run().id().replaceAll("[^0-9A-Za-z._-]", "_");
    boolean hasCsv = !run.isLarge(); // else the page's script makes it of the data
    Element links =
        Element.of("p", "All rows of this run, with every figure in full: ")
            .add(link(run.id("data"), name + ".json.gz", compact(run)));
    if (hasCsv) {
      String csv = Format.CSV.export(List.of(run.results()));
      links.text(", ").add(link(run.id("csv"), name + ".csv.gz", csv));
    }
    List<Element> content = new ArrayList<>(List.of(links));
    content.add(
        Element.of("p")
            .style("scripted")
            .add(
                button("json", run.id("data"), "Save as JSON"),
                button("csv", run.id(hasCsv ? "csv" : "data"), "Save as CSV")));
    return content;
  }

  private static Element link(String id, String name, String text) {
    return Element.of("a", name)
        .set("id", id)
        .set("download", name)
        .set(
            "href",
            "data:application/gzip;base64,"
                + Base64.getEncoder()
                    .encodeToString(compressed(text.getBytes(StandardCharsets.UTF_8))))
        .style("data");
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
