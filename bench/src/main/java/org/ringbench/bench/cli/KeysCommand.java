package org.ringbench.bench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.ringbench.bench.keys.Authority;
import org.ringbench.bench.keys.Installation;
import org.ringbench.bench.keys.Requests;
import org.ringbench.net.Role;
import org.ringbench.net.TlsIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes the keys of the three processes: each private key on the host that uses it. */
@Command(
    name = "keys",
    description = "Makes the keys and certificates by which workers and dealer know each other.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Three hosts, and one that signs (it may be any of them):",
      "  signer    ringbench keys ca --out ca",
      "  worker 0  ringbench keys request --role worker0 --out keys    (send keys/request.csr)",
      "  signer    ringbench keys sign --ca ca request.csr --out worker0.pem",
      "  worker 0  ringbench keys install --dir keys worker0.pem ca.pem",
      "and the same for worker1 and dealer. key.pem never leaves its host.",
      "",
      "To try it on one machine:",
      "  ringbench keys demo --out keys"
    })
final class KeysCommand {
  private static final int MOST_DAYS = 825;

  /** Where a command's files and lines go. */
  static final class Output {
    @Option(names = "--force", description = "Replace files that exist.")
    boolean force;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    void say(String line) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(line);
      out.flush();
    }
  }

  /** How long a certificate is valid. */
  static final class Validity {
    @Option(
        names = "--days",
        defaultValue = "90",
        description = "How long the certificate is valid (default: ${DEFAULT-VALUE}).")
    int days;

    Duration duration() {
      if (days < 1 || days > MOST_DAYS) {
        throw new InputException("--days %d: expected 1 to %d".formatted(days, MOST_DAYS));
      }
      return Duration.ofDays(days);
    }
  }

  /** Reads a role's short name. */
  static final class RoleConverter implements ITypeConverter<Role> {
    @Override
    public Role convert(String value) {
      for (Role role : Role.values()) {
        if (TlsIdentity.shortName(role).equals(value)) {
          return role;
        }
      }
      throw new TypeConversionException("\"" + value + "\": expected worker0, worker1 or dealer");
    }
  }

  @Command(
      name = "ca",
      description = "Makes a CA: the key that signs the roles' certificates.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ringbench keys ca --out ca"})
  int ca(
      @Mixin Output output,
      @Option(names = "--out", required = true, paramLabel = "DIR", description = "A directory.")
          Path directory) {
    String fingerprint = Authority.make(directory, output.force);
    output.say("CA in %s: give its %s to every role".formatted(directory, TlsIdentity.CA_FILE));
    output.say("certificate " + fingerprint);
    return ExitCode.OK.status();
  }

  @Command(
      name = "request",
      description = "Makes a role's private key, and a request for its certificate.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ringbench keys request --role worker0 --out keys"})
  int request(
      @Mixin Output output,
      @Option(
              names = "--role",
              required = true,
              converter = RoleConverter.class,
              description = "worker0, worker1 or dealer.")
          Role role,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "DIR",
              description = "The role's directory, on the role's own host.")
          Path directory) {
    String fingerprint = Requests.make(role, directory, output.force);
    output.say(
        "%s stays there; send %s to be signed"
            .formatted(directory.resolve(TlsIdentity.KEY_FILE), directory.resolve(Requests.FILE)));
    output.say("public key " + fingerprint);
    return ExitCode.OK.status();
  }

  @Command(
      name = "sign",
      description = "Signs a role's request; compare the fingerprints before you hand it out.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ringbench keys sign --ca ca request.csr --out worker0.pem"})
  int sign(
      @Mixin Output output,
      @Mixin Validity validity,
      @Option(names = "--ca", required = true, paramLabel = "DIR", description = "As keys ca made.")
          Path ca,
      @Parameters(paramLabel = "REQUEST", description = "A file that keys request made.")
          Path request,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "CERT",
              description = "The certificate's file.")
          Path certificate) {
    Authority.Signed signed =
        Authority.read(ca).sign(request, validity.duration(), certificate, output.force);
    output.say("%s names %s, valid until %s".formatted(certificate, signed.role(), signed.until()));
    output.say("serial %x".formatted(signed.serial()));
    output.say("public key " + signed.keyFingerprint());
    output.say("certificate " + signed.fingerprint());
    return ExitCode.OK.status();
  }

  @Command(
      name = "install",
      description = "Puts a signed certificate and the CA's beside the key, and checks all three.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ringbench keys install --dir keys worker0.pem ca.pem"})
  int install(
      @Mixin Output output,
      @Option(
              names = "--dir",
              required = true,
              paramLabel = "DIR",
              description = "The role's directory, where keys request made the key.")
          Path directory,
      @Parameters(paramLabel = "CERT", description = "The certificate that keys sign made.")
          Path certificate,
      @Parameters(paramLabel = "CA", description = "The CA's certificate, ca.pem.") Path ca) {
    Role role = Installation.install(directory, certificate, ca, output.force);
    output.say("%s is ready for %s".formatted(directory, role));
    return ExitCode.OK.status();
  }

  @Command(
      name = "demo",
      description = "Makes a CA and all three roles' keys in one place: for trying out only.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: ringbench keys demo --out keys"})
  int demo(
      @Mixin Output output,
      @Mixin Validity validity,
      @Option(names = "--out", required = true, paramLabel = "DIR", description = "A directory.")
          Path directory) {
    Installation.demo(directory, validity.duration(), output.force)
        .forEach((role, own) -> output.say(role + ": " + own));
    output.say("all private keys lie on one machine: for trying out only");
    return ExitCode.OK.status();
  }
}
