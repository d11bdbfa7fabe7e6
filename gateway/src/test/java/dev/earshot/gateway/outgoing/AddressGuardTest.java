package dev.earshot.gateway.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private final AddressGuard guard = AddressGuard.strict();

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1",
      "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.255.255.254", "168.63.129.16",
      "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1",
      "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9",
      "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"})
  void ipv4_notPublic_isRefused(String address) {
    assertThat(guard.lets(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255",
      "100.128.0.0", "126.255.255.255", "128.0.0.1", "168.63.129.15", "168.63.129.17",
      "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255",
      "192.0.1.1", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
      "223.255.255.255"})
  void ipv4_public_isLetThrough(String address) {
    assertThat(guard.lets(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::808:808",
      "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
      "2001:10::1", "2001:20::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::",
      "2002:a00:1::1", "3fff::1", "3fff:fff::1", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254",
      "fe80::1", "fec0::1", "ff02::1"})
  void ipv6_notPublic_isRefused(String address) {
    assertThat(guard.lets(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2000::1", "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::1",
      "2001:db9::1", "2003::1", "2606:4700:4700::1111", "2a00:1450::1", "3ffe::1", "3fff:1000::1"})
  void ipv6_public_isLetThrough(String address) {
    assertThat(guard.lets(InetAddress.ofLiteral(address))).isTrue();
  }

  /// Java makes IPv4 of it, whatever the source of the bytes.
  @ParameterizedTest
  @ValueSource(strings = {"7f000001", "0a000001", "a9fea9fe", "c0a80001"})
  void ipv4Mapped_notPublic_isRefused(String last) throws UnknownHostException {
    var bytes = HexFormat.of().parseHex("00000000000000000000ffff" + last);

    assertThat(guard.lets(InetAddress.getByAddress(bytes))).isFalse();
    assertThat(guard.lets(InetAddress.ofLiteral("::ffff:" + last.substring(0, 4) + ":"
        + last.substring(4)))).isFalse();
  }

  @Test
  void lenient_all_areLetThrough() {
    assertThat(AddressGuard.lenient().lets(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(AddressGuard.lenient().lets(InetAddress.ofLiteral("fe80::1"))).isTrue();
  }
}
