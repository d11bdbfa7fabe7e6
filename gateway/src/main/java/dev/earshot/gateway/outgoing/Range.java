package dev.earshot.gateway.outgoing;

import java.net.InetAddress;
import java.util.Arrays;

/// Addresses that begin with the same bits.
record Range(byte[] first, int bits) {
  /// @param text such as `10.0.0.0/8`
  static Range of(String text) {
    var slash = text.indexOf('/');
    return new Range(InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
        Integer.parseInt(text.substring(slash + 1)));
  }

  boolean holds(byte[] address) {
    if (address.length != first.length) {
      return false;
    }
    var whole = bits / 8;
    var rest = 8 - bits % 8;
    return Arrays.equals(address, 0, whole, first, 0, whole)
        && (rest == 8 || (address[whole] & 0xff) >> rest == (first[whole] & 0xff) >> rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Range(var otherFirst, var otherBits) && bits == otherBits
        && Arrays.equals(first, otherFirst);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(first) + bits;
  }

  @Override
  public String toString() {
    return Arrays.toString(first) + "/" + bits;
  }
}
