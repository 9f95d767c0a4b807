package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.net.Role;
import org.ringbench.net.TlsIdentity;
import picocli.CommandLine;

/** The round trip of a key, and what is refused. */
class KeysCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  private int run(String line) {
    CommandLine command = RingBench.commandLine();
    out.getBuffer().setLength(0);
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(out));
    return command.execute(line.replace("@", folder.toString() + "/").split(" "));
  }

  private void ok(String line) {
    assertEquals(0, run(line), out.toString());
  }

  private void refused(String line, String why) {
    assertEquals(ExitCode.BAD_INPUT.status(), run(line), out.toString());
    assertTrue(out.toString().contains(why), out.toString());
    assertEquals(1, out.toString().lines().count(), out.toString());
  }

  @Test
  void aKeyStaysOnItsHost() throws IOException {
    ok("keys ca --out @ca");
    ok("keys request --role worker1 --out @keys");
    String fingerprint = line("public key");
    ok("keys sign --ca @ca @keys/request.csr --out @signed.pem");
    assertEquals(fingerprint, line("public key"));
    assertTrue(out.toString().contains("names worker 1, valid until"));
    ok("keys install --dir @keys @signed.pem @ca/ca.pem");
    assertEquals(Role.WORKER1, TlsIdentity.read(folder.resolve("keys")).role());
    for (String name : new String[] {"ca/ca-key.pem", "keys/key.pem", "keys/certificate.pem"}) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
    }
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))));
  }

  private String line(String start) {
    return out.toString().lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void nothingIsOverwrittenUnasked() throws IOException {
    ok("keys demo --out @demo");
    Path key = folder.resolve("demo/dealer/key.pem");
    String before = Files.readString(key);
    refused("keys demo --out @demo", "exists: nothing was written; --force replaces it");
    refused("keys request --role dealer --out @demo/dealer", "key.pem exists");
    assertEquals(before, Files.readString(key));
    ok("keys request --role dealer --out @demo/dealer --force");
    assertTrue(!before.equals(Files.readString(key)));
    try (Stream<Path> files = Files.list(key.getParent())) {
      assertEquals(4, files.count(), "no part is left behind");
    }
  }

  @Test
  void whatCannotBeSignedIsRefused() throws IOException {
    ok("keys demo --out @demo");
    ok("keys ca --out @ca");
    refused("keys sign --ca @demo/ca @none.csr --out @c.pem", "none.csr is missing");
    refused(
        "keys sign --ca @demo/ca @demo/ca/ca.pem --out @c.pem",
        "holds no certificate request in PEM");
    refused(
        "keys sign --ca @demo/ca @demo/dealer/request.csr --out @c.pem --days 0",
        "--days 0: expected 1 to 825");
    refused("keys request --role worker2 --out @x", "expected worker0, worker1 or dealer");
    refused(
        "keys install --dir @demo/dealer @demo/dealer/certificate.pem @ca/ca.pem --force",
        "is not signed by the CA of");
    refused(
        "keys install --dir @demo/dealer @demo/worker0/certificate.pem @demo/ca/ca.pem --force",
        "is not the key of");
    Path request = folder.resolve("demo/dealer/request.csr");
    String[] lines = Files.readString(request).split("\n");
    StringBuilder changed = new StringBuilder(lines[lines.length - 2]);
    changed.setCharAt(2, changed.charAt(2) == 'A' ? 'B' : 'A');
    lines[lines.length - 2] = changed.toString();
    Files.writeString(request, String.join("\n", lines) + "\n");
    refused("keys sign --ca @demo/ca @demo/dealer/request.csr --out @c.pem", "request.csr");
    assertTrue(Files.notExists(folder.resolve("c.pem")));
  }
}
