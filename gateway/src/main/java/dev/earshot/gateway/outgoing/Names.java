package dev.earshot.gateway.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Looks names up.
@FunctionalInterface
public interface Names {
  /// The addresses of a host, the best first, one or more; those of a literal are itself. May wait.
  ///
  /// @throws UnknownHostException where it has none
  List<InetAddress> of(String host) throws UnknownHostException;

  /// As this machine does.
  static Names system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
