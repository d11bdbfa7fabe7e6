package dev.earshot.gateway.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/// Judges addresses: whether a machine of the public internet can be there. Whoever names an address to us must
/// not reach through us what only we can reach.
///
/// Of IPv4 everything is refused that the IANA registries do not call globally reachable, with multicast and two
/// public addresses at which clouds answer their own machines; of IPv6 everything outside of `2000::/3`, and within it what
/// carries an IPv4 address or belongs to nobody. So an IPv4 address in the clothes of IPv6 (mapped, NAT64, 6to4, Teredo)
/// is refused whatever it is.
public final class AddressGuard {
  private static final List<Range> CLOSED = List.of(
      Range.of("0.0.0.0/8"), // this network
      Range.of("10.0.0.0/8"), Range.of("172.16.0.0/12"), Range.of("192.168.0.0/16"), // private
      Range.of("100.64.0.0/10"), // carriers' NAT; some clouds' metadata
      Range.of("127.0.0.0/8"), // this machine
      Range.of("169.254.0.0/16"), // link-local; most clouds' metadata
      Range.of("192.0.0.0/24"), // protocol assignments; some clouds' metadata
      Range.of("192.0.2.0/24"), Range.of("198.51.100.0/24"), Range.of("203.0.113.0/24"), // examples
      Range.of("192.88.99.0/24"), // relays of 6to4
      Range.of("198.18.0.0/15"), // benchmarks
      Range.of("168.63.129.16/32"), // Azure's host
      Range.of("224.0.0.0/4"), // multicast
      Range.of("240.0.0.0/4"), // reserved, broadcast
      Range.of("2001::/23"), // protocol assignments, Teredo
      Range.of("2001:db8::/32"), Range.of("3fff::/20"), // examples
      Range.of("2002::/16")); // 6to4
  private static final Range GLOBAL = Range.of("2000::/3");

  private final boolean inside;
  private final Set<InetAddress> known;

  private AddressGuard(boolean inside, Set<InetAddress> known) {
    this.inside = inside;
    this.known = known;
  }

  /// Lets through what is public.
  public static AddressGuard strict() {
    return new AddressGuard(false, Set.of());
  }

  /// Lets through everything: where apps are inside the operator's own network, and in tests.
  public static AddressGuard lenient() {
    return new AddressGuard(true, Set.of());
  }

  /// The same, with one address that is taken for a public one, and http: for tests.
  AddressGuard and(InetAddress one) {
    return new AddressGuard(inside, Set.of(one));
  }

  /// Whether http is good enough.
  boolean isLenient() {
    return inside || !known.isEmpty();
  }

  /// Whether a connection may go there.
  public boolean lets(InetAddress address) {
    return inside || known.contains(address)
        || ((address instanceof Inet4Address || GLOBAL.holds(address))
            && CLOSED.stream().noneMatch(range -> range.holds(address)));
  }
}
