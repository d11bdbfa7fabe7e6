package dev.earshot.gateway.cli;

import dev.earshot.gateway.socket.tls.BadCertificateException;
import dev.earshot.gateway.socket.tls.CertificateFiles;
import dev.earshot.gateway.socket.tls.TlsLibrary;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/// Whose certificate is served and for how long, for somebody who sets up a machine.
///
/// @param fine whether it can be served
/// @param soon whether it has to be renewed within two weeks
/// @param text what was found, and what to do
record CertificateCheck(boolean fine, boolean soon, String text) {
  private static final int FEW_DAYS = 14;

  static CertificateCheck of(CertificateFiles files, InstantSource clock) {
    try {
      var pair = files.load().read(clock.instant());
      var days = Duration.between(clock.instant(), pair.expires()).toDays();
      var soon = days < FEW_DAYS;
      return new CertificateCheck(true, soon, pair.subject() + ", " + days + " days left"
          + (soon ? " (expected: " + FEW_DAYS + " or more): renew it" : "") + ", served by "
          + TlsLibrary.best().name().toLowerCase(Locale.ROOT));
    } catch (BadCertificateException e) {
      return new CertificateCheck(false, false, e.told());
    }
  }
}
