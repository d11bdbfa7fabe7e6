package dev.earshot.gateway.outgoing;

import java.math.BigInteger;
import java.net.InetAddress;

/// Addresses that begin with the same bits.
///
/// @param length of its addresses in bits: 32 or 128
/// @param start the common bits
/// @param rest how many bits follow them
record Range(int length, BigInteger start, int rest) {
  /// The range of a text such as `10.0.0.0/8`.
  static Range of(String text) {
    var slash = text.indexOf('/');
    var first = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
    var rest = first.length * 8 - Integer.parseInt(text.substring(slash + 1));
    return new Range(first.length * 8, new BigInteger(1, first).shiftRight(rest), rest);
  }

  boolean holds(InetAddress address) {
    var bytes = address.getAddress();
    return bytes.length * 8 == length && new BigInteger(1, bytes).shiftRight(rest).equals(start);
  }
}
