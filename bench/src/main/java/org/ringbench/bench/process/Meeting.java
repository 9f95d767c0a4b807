package org.ringbench.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ringbench.net.Connection;
import org.ringbench.net.Connections;
import org.ringbench.net.Network;
import org.ringbench.net.NetworkSetup;
import org.ringbench.net.Role;
import org.ringbench.net.TlsIdentity;
import org.ringbench.party.Peers;

/** How a process finds the other two. */
final class Meeting {
  private Meeting() {}

  /** Waits for the others and connects to them. */
  static Peers open(ProcessSettings settings, Log log) {
    NetworkSetup setup =
        new NetworkSetup(settings.role, settings.masterAddress(), settings.masterPort())
            .with(settings.timeout(), settings.patience())
            .with(log::warning);
    Optional<String> advertise = Optional.ofNullable(settings.options.advertise);
    if (settings.port().isPresent() || advertise.isPresent()) {
      setup =
          setup.listeningOn(
              settings.port().orElse(Math.min(65_535, settings.masterPort() + 1)), advertise);
    }
    if (settings.keys().isPresent()) {
      setup = setup.with(TlsIdentity.read(settings.keys().get()));
    } else if (settings.options.insecure) {
      setup = setup.insecurely();
      log.warning("no --keys: anyone on the way reads and changes what is sent");
    }
    if (settings.usesFile()) {
      setup = setup.withoutDealer();
    }
    try (Network network = Network.listen(setup)) {
      if (settings.options.portFile != null) {
        writePort(settings.options.portFile, network.port());
      }
      Connections connections = network.connect();
      Map<Role, Connection> byRole = new EnumMap<>(Role.class);
      for (Role role : Role.values()) {
        boolean absent = role == settings.role || (role == Role.DEALER && settings.usesFile());
        if (!absent) {
          byRole.put(role, connections.to(role));
        }
      }
      return new Peers(settings.role, byRole);
    }
  }

  private static void writePort(Path file, int port) {
    try {
      Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "port", null);
      Files.writeString(draft, String.valueOf(port));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SettingException("--port-file %s cannot be written".formatted(file));
    }
  }
}
