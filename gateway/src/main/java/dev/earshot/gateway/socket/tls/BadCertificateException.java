package dev.earshot.gateway.socket.tls;

import java.io.IOException;

/// A certificate or its key cannot be served. Nothing of a key is in the message.
public final class BadCertificateException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Part part;
  private final String found;
  private final String expected;

  /// Which of the two files has to be mended.
  public enum Part {
    /// The certificate with its issuers.
    CERTIFICATE,
    /// The private key.
    KEY
  }

  BadCertificateException(Part part, String found, String expected) {
    super(told(found, expected));
    this.part = part;
    this.found = found;
    this.expected = expected;
  }

  /// Both in one line.
  public String told() {
    return told(found, expected);
  }

  private static String told(String found, String expected) {
    return found + " (expected: " + expected + ")";
  }

  public Part part() {
    return part;
  }

  /// The file, and what is in it where that may be shown.
  public String found() {
    return found;
  }

  /// What would do, and how it is made.
  public String expected() {
    return expected;
  }
}
