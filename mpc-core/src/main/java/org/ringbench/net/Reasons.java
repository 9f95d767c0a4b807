package org.ringbench.net;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why a peer is refused, in words that go on after "it". */
final class Reasons {
  private Reasons() {}

  static String of(Throwable error) {
    boolean certificate = false;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CertificateExpiredException _ -> {
          return "has a certificate that has expired";
        }
        case CertificateNotYetValidException _ -> {
          return "has a certificate that is not valid yet";
        }
        case CertificateException _, CertPathBuilderException _, CertPathValidatorException _ ->
            certificate = true;
        default -> {}
      }
    }
    if (certificate) {
      return "has a certificate that does not come from the CA of this session";
    }
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    return switch (error) {
      case FrameException _ -> message;
      case SSLException _ -> tls(message);
      case SocketTimeoutException _ -> "said nothing in time";
      case EOFException _ -> "hung up";
      default -> "was lost: " + message;
    };
  }

  private static String tls(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (text.contains("unrecognized ssl message") || text.contains("not an ssl")) {
      return "does not speak TLS";
    } else if (text.contains("empty client certificate") || text.contains("null cert chain")) {
      return "showed no certificate";
    } else if (text.contains("received fatal alert") || text.contains("closed")) {
      return "refused this process: " + message;
    } else if (text.contains("protocol")) {
      return "does not speak TLS 1.3: " + message;
    }
    return "broke the TLS handshake: " + message;
  }
}
