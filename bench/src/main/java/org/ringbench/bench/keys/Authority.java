package org.ringbench.bench.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.ringbench.net.Role;
import org.ringbench.net.TlsIdentity;

/** A small CA: signs one certificate for each role of a session. */
public final class Authority {
  /** The CA's private key, in the CA's directory. */
  public static final String KEY_FILE = "ca-key.pem";

  private static final X500Name NAME = new X500Name("CN=ringbench CA");
  private static final Duration CA_VALIDITY = Duration.ofDays(3650);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final int SERIAL_BITS = 127;
  private static final String CERTIFICATE = "CERTIFICATE";

  private final X509Certificate certificate;
  private final PrivateKey key;

  private Authority(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * A signed certificate.
   *
   * @param role that it names
   * @param serial number
   * @param until when it is valid
   * @param keyFingerprint of the public key, which the request's maker knows
   * @param fingerprint of the certificate
   */
  public record Signed(
      Role role, BigInteger serial, Instant until, String keyFingerprint, String fingerprint) {}

  /**
   * Makes a CA.
   *
   * @param force replaces what is there
   * @return the fingerprint of its certificate
   * @throws KeysException if a file exists
   */
  public static String make(Path directory, boolean force) {
    KeyPair keys = Requests.keyPair();
    Instant now = Instant.now();
    try {
      JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
      X509CertificateHolder holder =
          builder(NAME, now.plus(CA_VALIDITY), subjectKey(keys.getPublic()))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  utils.createSubjectKeyIdentifier(keys.getPublic()))
              .build(new JcaContentSignerBuilder(Requests.SIGNATURE).build(keys.getPrivate()));
      PemFiles files = new PemFiles(force);
      files.add(directory.resolve(KEY_FILE), "PRIVATE KEY", keys.getPrivate().getEncoded());
      files.add(directory.resolve(TlsIdentity.CA_FILE), CERTIFICATE, holder.getEncoded());
      files.write();
      return Fingerprint.of(holder.getEncoded());
    } catch (IOException | GeneralSecurityException | OperatorException e) {
      throw new KeysException("no CA could be made: " + e.getMessage(), e);
    }
  }

  private static SubjectPublicKeyInfo subjectKey(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }

  private static X509v3CertificateBuilder builder(
      X500Name subject, Instant until, SubjectPublicKeyInfo key) {
    BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1);
    Instant from = Instant.now().minus(CLOCK_SKEW);
    return new X509v3CertificateBuilder(
        NAME, serial, Date.from(from), Date.from(until), subject, key);
  }

  /**
   * Reads a CA's directory.
   *
   * @throws KeysException if something is missing
   */
  public static Authority read(Path directory) {
    byte[] keyBytes =
        PemFiles.read(directory.resolve(KEY_FILE), "private key", List.of("PRIVATE KEY"));
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(keyBytes));
      return new Authority(certificate(directory.resolve(TlsIdentity.CA_FILE)), key);
    } catch (GeneralSecurityException e) {
      throw new KeysException(
          directory.resolve(KEY_FILE) + " holds no key of the kind that keys ca makes", e);
    }
  }

  /**
   * Reads a certificate.
   *
   * @throws KeysException if the file holds none
   */
  static X509Certificate certificate(Path file) {
    byte[] bytes = PemFiles.read(file, "certificate", List.of(CERTIFICATE));
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (GeneralSecurityException e) {
      throw new KeysException(file + " holds no certificate: " + e.getMessage(), e);
    }
  }

  /**
   * Signs a request, whose own signature and role are checked.
   *
   * @param validity from now on
   * @param out the certificate's file
   * @param force replaces what is there
   * @throws KeysException if the request may not be signed, or the file exists
   */
  public Signed sign(Path request, Duration validity, Path out, boolean force) {
    PKCS10CertificationRequest asked = Requests.read(request);
    Role role = Requests.role(request, asked);
    Instant until = Instant.now().plus(validity);
    if (until.isAfter(certificate.getNotAfter().toInstant())) {
      throw new KeysException(
          "the CA is valid until %s: expected a certificate that ends before"
              .formatted(certificate.getNotAfter().toInstant()));
    }
    try {
      SubjectPublicKeyInfo subjectKey = asked.getSubjectPublicKeyInfo();
      JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
      X509CertificateHolder holder =
          builder(Requests.name(role), until, subjectKey)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(
                      new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                      }))
              .addExtension(Extension.subjectAlternativeName, false, Requests.names(role))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  utils.createSubjectKeyIdentifier(subjectKey))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  utils.createAuthorityKeyIdentifier(certificate))
              .build(new JcaContentSignerBuilder(Requests.SIGNATURE).build(key));
      PemFiles files = new PemFiles(force);
      files.add(out, CERTIFICATE, holder.getEncoded());
      files.write();
      return new Signed(
          role,
          holder.getSerialNumber(),
          until,
          Fingerprint.of(subjectKey.getEncoded()),
          Fingerprint.of(holder.getEncoded()));
    } catch (IOException | GeneralSecurityException | OperatorException e) {
      throw new KeysException(request + " cannot be signed: " + e.getMessage(), e);
    }
  }
}
