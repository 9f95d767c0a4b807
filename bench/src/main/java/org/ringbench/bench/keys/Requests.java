package org.ringbench.bench.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.ringbench.net.Role;
import org.ringbench.net.TlsIdentity;

/** Requests for a certificate: a public key and a role, signed by the private key. */
public final class Requests {
  /** The request's file in a role's directory. */
  public static final String FILE = "request.csr";

  static final String SIGNATURE = "SHA256withECDSA";

  private static final String TYPE = "CERTIFICATE REQUEST";
  private static final List<String> TYPES = List.of(TYPE, "NEW CERTIFICATE REQUEST");

  private Requests() {}

  /**
   * Makes a private key and a request for a certificate of a role.
   *
   * @param force replaces what is there
   * @return the fingerprint of the public key, for whoever signs
   * @throws KeysException if a file exists
   */
  public static String make(Role role, Path directory, boolean force) {
    KeyPair keys = keyPair();
    try {
      PKCS10CertificationRequest request =
          new JcaPKCS10CertificationRequestBuilder(name(role), keys.getPublic())
              .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, roleExtension(role))
              .build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate()));
      PemFiles files = new PemFiles(force);
      files.add(
          directory.resolve(TlsIdentity.KEY_FILE), "PRIVATE KEY", keys.getPrivate().getEncoded());
      files.add(directory.resolve(FILE), TYPE, request.getEncoded());
      files.write();
    } catch (IOException | OperatorException e) {
      throw new KeysException("no request could be made: " + e.getMessage(), e);
    }
    return Fingerprint.of(keys.getPublic().getEncoded());
  }

  private static Extensions roleExtension(Role role) throws IOException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.subjectAlternativeName, /* isCritical= */ false, names(role));
    return extensions.generate();
  }

  static GeneralNames names(Role role) {
    return new GeneralNames(
        new GeneralName(GeneralName.uniformResourceIdentifier, TlsIdentity.uri(role)));
  }

  static X500Name name(Role role) {
    return new X500Name("CN=ringbench " + TlsIdentity.shortName(role));
  }

  /**
   * Reads a request and checks its signature.
   *
   * @throws KeysException if it is none, or damaged
   */
  static PKCS10CertificationRequest read(Path file) {
    byte[] bytes = PemFiles.read(file, "certificate request", TYPES);
    try {
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(bytes);
      boolean signed =
          request.isSignatureValid(
              new JcaContentVerifierProviderBuilder().build(request.getSubjectPublicKeyInfo()));
      if (!signed) {
        throw new KeysException(
            file + ": the request's signature is wrong: whoever made it lacks the key");
      }
      return request;
    } catch (IOException
        | OperatorException
        | PKCSException
        | RuntimeOperatorException e) { // the last one: a signature that is no signature at all
      throw new KeysException(file + " is no certificate request: " + e.getMessage(), e);
    }
  }

  /**
   * The role that a request names.
   *
   * @throws KeysException unless it names exactly one
   */
  static Role role(Path file, PKCS10CertificationRequest request) {
    Extensions extensions = request.getRequestedExtensions();
    GeneralNames names =
        extensions == null
            ? null
            : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
    if (names != null && names.getNames().length == 1) {
      GeneralName name = names.getNames()[0];
      for (Role role : Role.values()) {
        if (name.getTagNo() == GeneralName.uniformResourceIdentifier
            && name.getName().toString().equals(TlsIdentity.uri(role))) {
          return role;
        }
      }
    }
    throw new KeysException(
        "%s names no role: expected one of %s, as keys request writes it"
            .formatted(file, Arrays.stream(Role.values()).map(TlsIdentity::uri).toList()));
  }

  /** A fresh key on the curve P-256. */
  static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new KeysException("no key could be made: " + e.getMessage(), e);
    }
  }
}
