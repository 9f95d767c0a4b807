package org.ringbench.bench.keys;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.ringbench.net.Role;
import org.ringbench.net.TlsIdentity;

/** A role's directory: the key that was made there, its certificate and the CA's. */
public final class Installation {
  private static final String CERTIFICATE = "CERTIFICATE";

  private Installation() {}

  /**
   * Puts a signed certificate and the CA's beside the private key, and reads all three as a process
   * will.
   *
   * @param force replaces what is there
   * @return the role that the directory is for
   * @throws KeysException if a file exists
   * @throws org.ringbench.net.NetworkException if they do not belong together
   */
  public static Role install(Path directory, Path certificate, Path ca, boolean force) {
    Role role = TlsIdentity.read(directory.resolve(TlsIdentity.KEY_FILE), certificate, ca).role();
    try {
      PemFiles files = new PemFiles(force);
      files.add(
          directory.resolve(TlsIdentity.CERTIFICATE_FILE),
          CERTIFICATE,
          Authority.certificate(certificate).getEncoded());
      files.add(
          directory.resolve(TlsIdentity.CA_FILE),
          CERTIFICATE,
          Authority.certificate(ca).getEncoded());
      files.write();
      return role;
    } catch (GeneralSecurityException e) {
      throw new KeysException(certificate + " cannot be installed: " + e.getMessage(), e);
    }
  }

  /**
   * A CA and all three roles in one place, for trying out: {@code ca}, {@code worker0}, {@code
   * worker1} and {@code dealer}.
   *
   * @param force replaces what is there
   * @return the roles' directories
   * @throws KeysException if a file exists
   */
  public static Map<Role, Path> demo(Path directory, Duration validity, boolean force) {
    Path ca = directory.resolve("ca");
    Authority.make(ca, force);
    Authority authority = Authority.read(ca);
    Map<Role, Path> made = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Path own = directory.resolve(TlsIdentity.shortName(role));
      Requests.make(role, own, force);
      Path certificate = own.resolve(TlsIdentity.CERTIFICATE_FILE);
      authority.sign(own.resolve(Requests.FILE), validity, certificate, force);
      install(own, certificate, ca.resolve(TlsIdentity.CA_FILE), /* force= */ true);
      made.put(role, own);
    }
    return made;
  }
}
