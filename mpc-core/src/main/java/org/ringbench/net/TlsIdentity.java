package org.ringbench.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who a process is: its private key, its certificate, which names its role, and the CA that its
 * peers' certificates must come from. TLS 1.3 only, with certificates on both sides.
 */
public final class TlsIdentity {
  /** File of the CA's certificate, PEM. */
  public static final String CA_FILE = "ca.pem";

  /** File of the role's certificate, PEM. */
  public static final String CERTIFICATE_FILE = "certificate.pem";

  /** File of the role's private key, PKCS #8 as PEM; readable by its owner only. */
  public static final String KEY_FILE = "key.pem";

  /** What a certificate's URI begins with; the role's short name follows. */
  private static final String ROLE_URI = "urn:ringbench:role:";

  private static final int URI_TAG = 6; // of a subject alternative name, RFC 5280
  private static final long MOST_FILE_BYTES = 64 << 10;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Role role;
  private final SSLContext context;

  private TlsIdentity(Role role, SSLContext context) {
    this.role = role;
    this.context = context;
  }

  /**
   * Reads {@value #CA_FILE}, {@value #CERTIFICATE_FILE} and {@value #KEY_FILE} of a directory.
   *
   * @throws NetworkException if a file is missing, unreadable or open to others, or if they do not
   *     belong together, or the certificate is not valid now
   */
  public static TlsIdentity read(Path directory) {
    return read(
        directory.resolve(KEY_FILE),
        directory.resolve(CERTIFICATE_FILE),
        directory.resolve(CA_FILE));
  }

  /**
   * Reads three files.
   *
   * @throws NetworkException as {@link #read(Path)} does
   */
  public static TlsIdentity read(Path keyFile, Path certificateFile, Path caFile) {
    byte[] keyBytes = privateBytes(keyFile);
    X509Certificate certificate = certificate(certificateFile);
    X509Certificate ca = certificate(caFile);
    try {
      requireValid(certificateFile, certificate, caFile, ca);
      PrivateKey key =
          KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(keyBytes));
      requireMatch(keyFile, key, certificateFile, certificate);
      Role role =
          role(certificate)
              .orElseThrow(
                  () ->
                      new NetworkException(
                          "%s names no role of ringbench: make it with keys sign"
                              .formatted(certificateFile)));
      return new TlsIdentity(role, context(key, certificate, ca));
    } catch (GeneralSecurityException | IOException e) {
      throw new NetworkException(
          "%s and %s cannot be used: %s".formatted(keyFile, certificateFile, e.getMessage()), e);
    }
  }

  private static void requireValid(
      Path file, X509Certificate certificate, Path caFile, X509Certificate ca)
      throws GeneralSecurityException {
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException e) {
      throw new NetworkException(
          "%s has expired on %s: sign a new one"
              .formatted(file, certificate.getNotAfter().toInstant()),
          e);
    } catch (CertificateNotYetValidException e) {
      throw new NetworkException(
          "%s is valid from %s on: is the clock right?"
              .formatted(file, certificate.getNotBefore().toInstant()),
          e);
    }
    try {
      certificate.verify(ca.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new NetworkException(file + " is not signed by the CA of " + caFile, e);
    }
  }

  private static void requireMatch(
      Path file, PrivateKey key, Path certificateFile, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    byte[] message = "ringbench".getBytes(StandardCharsets.UTF_8);
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(message);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate);
    verifier.update(message);
    if (!verifier.verify(signature)) {
      throw new NetworkException(
          "%s is not the key of %s: expected the one that keys request made for it"
              .formatted(file, certificateFile));
    }
  }

  private static byte[] privateBytes(Path file) {
    String text = text(file);
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      permissions.retainAll(OTHERS);
      if (!permissions.isEmpty()) {
        throw new NetworkException(
            "%s can be read or changed by others: run chmod 600 %s".formatted(file, file));
      }
    } catch (UnsupportedOperationException _) {
      // A file system without such permissions.
    } catch (IOException e) {
      throw new NetworkException(file + ": " + e.getMessage(), e);
    }
    String begin = "-----BEGIN PRIVATE KEY-----";
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END PRIVATE KEY-----");
    if (start < 0 || end < start) {
      throw new NetworkException(file + " holds no private key in PEM (PKCS #8)");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
    } catch (IllegalArgumentException e) {
      throw new NetworkException(file + " is damaged: its text is not base 64", e);
    }
  }

  private static X509Certificate certificate(Path file) {
    byte[] bytes = text(file).getBytes(StandardCharsets.US_ASCII);
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (GeneralSecurityException e) {
      throw new NetworkException(file + " holds no certificate in PEM", e);
    }
  }

  private static String text(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new NetworkException(
            file + " is missing: keys request, sign and install make it, or keys demo");
      }
      if (Files.size(file) > MOST_FILE_BYTES) {
        throw new NetworkException(file + " is too long: expected PEM of at most 64 KB");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new NetworkException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static SSLContext context(PrivateKey key, X509Certificate own, X509Certificate ca)
      throws GeneralSecurityException, IOException {
    char[] password = new char[0];
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, password);
    keys.setKeyEntry("own", key, password, new X509Certificate[] {own, ca});
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, password);
    trusted.setCertificateEntry("ca", ca);
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  /** The role that the certificate names. */
  public Role role() {
    return role;
  }

  /** The URI by which a certificate names a role. */
  public static String uri(Role role) {
    return ROLE_URI + shortName(role);
  }

  /** A role as options and certificates write it: worker0, worker1 or dealer. */
  public static String shortName(Role role) {
    return switch (role) {
      case WORKER0 -> "worker0";
      case WORKER1 -> "worker1";
      case DEALER -> "dealer";
    };
  }

  /** The role that a certificate names: exactly one, or none. */
  public static Optional<Role> role(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return Optional.empty();
      }
      List<String> uris =
          names.stream()
              .filter(name -> name.get(0).equals(URI_TAG))
              .map(name -> (String) name.get(1))
              .filter(name -> name.startsWith(ROLE_URI))
              .toList();
      if (uris.size() != 1) {
        return Optional.empty();
      }
      return EnumSet.allOf(Role.class).stream().filter(r -> uri(r).equals(uris.get(0))).findAny();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** One side of a TLS connection; the side that dialled is the client. */
  SSLEngine engine(boolean client) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(client);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"});
    parameters.setNeedClientAuth(true);
    engine.setSSLParameters(parameters);
    return engine;
  }
}
