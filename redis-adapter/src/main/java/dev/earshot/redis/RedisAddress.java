package dev.earshot.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where Redis is, read from one line:
///
/// | form | what |
/// |---|---|
/// | `redis://host:port/db` | one server |
/// | `redis-sentinel://host:port,host:port/db#master` | the master that these Sentinels name |
/// | `redis-cluster://host:port,host:port` | a cluster that these nodes are part of |
///
/// `rediss` instead of `redis` speaks TLS; `?ca=/path/ca.pem` names whom to trust, where that is not
/// whom the JDK trusts. `user:password@` or `:password@` stands before the hosts, percent-encoded; it
/// is not shown by [#toString]. Ports default to 6379, for Sentinels to 26379.
public final class RedisAddress {
  private static final String FORMS = "redis[s]://[user:password@]host[:port][/db],"
      + " redis[s]-sentinel://host[:port],...[/db]#master, redis[s]-cluster://host[:port],...";
  private static final Pattern URL = Pattern
      .compile("(?<scheme>redis(?<tls>s)?(-(?<kind>\\w+))?)://"
          + "((?<user>[^:@/]*):(?<password>[^@/]*)@)?(?<hosts>[^@/?#]+)(/(?<db>\\d{0,5}))?"
          + "(\\?ca=(?<ca>[^#&]+))?(#(?<master>[^#]+))?");
  private static final Pattern HOST = Pattern.compile(
      "(?<host>[\\w.-]+|\\[[0-9a-fA-F:.]+])(:(?<port>\\d{1,5}))?");
  private static final int PORT = 6_379;
  private static final int SENTINEL_PORT = 26_379;
  private static final int MOST_PORTS = 65_535;

  /// One server of them.
  record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  /// What is behind the address.
  sealed interface Kind {
    /// One server.
    record Single(int database) implements Kind {}

    /// Sentinels and their master.
    record Sentinel(int database, String master) implements Kind {}

    /// A cluster.
    record Cluster() implements Kind {}
  }

  private final Kind kind;
  private final List<Host> hosts;
  private final boolean tls;
  private final String user;
  private final String password;
  private final Optional<Path> ca;

  private RedisAddress(Kind kind, List<Host> hosts, Matcher url) {
    this.kind = kind;
    this.hosts = hosts;
    this.tls = url.group("tls") != null;
    this.user = decoded(url.group("user"));
    this.password = decoded(url.group("password"));
    this.ca = Optional.ofNullable(url.group("ca")).map(RedisAddress::decoded).map(Path::of);
  }

  /// Reads an address.
  ///
  /// @throws IllegalArgumentException when it is none; the message does not repeat it
  public static RedisAddress parse(String text) {
    var url = URL.matcher(text);
    if (!url.matches()) {
      throw problem("not understood");
    }
    var named = url.group("kind") == null ? "" : url.group("kind");
    var database = url.group("db") == null || url.group("db").isEmpty()
        ? 0
        : Integer.parseInt(url.group("db"));
    var kind = switch (named) {
      case "" -> new Kind.Single(database);
      case "sentinel" -> new Kind.Sentinel(database, master(url));
      case "cluster" -> new Kind.Cluster();
      default -> throw problem("unknown scheme");
    };
    var port = kind instanceof Kind.Sentinel ? SENTINEL_PORT : PORT;
    var hosts = Arrays.stream(url.group("hosts").split(",", -1))
        .map(host -> host(host, port))
        .toList();
    check(kind, hosts, database, url);
    return new RedisAddress(kind, hosts, url);
  }

  Kind kind() {
    return kind;
  }

  List<Host> hosts() {
    return hosts;
  }

  boolean isTls() {
    return tls;
  }

  /// Empty for the default user.
  String user() {
    return user;
  }

  /// Empty where none is asked for.
  String password() {
    return password;
  }

  Optional<Path> ca() {
    return ca;
  }

  /// The servers, without user and password.
  @Override
  public String toString() {
    var names = String.join(",", hosts.stream().map(Host::toString).toList());
    var scheme = tls ? "rediss" : "redis";
    return switch (kind) {
      case Kind.Single(var database) -> scheme + "://" + names + "/" + database;
      case Kind.Sentinel(var database, var master) ->
        scheme + "-sentinel://" + names + "/" + database + "#" + master;
      case Kind.Cluster _ -> scheme + "-cluster://" + names;
    };
  }

  private static void check(Kind kind, List<Host> hosts, int database, Matcher url) {
    if (kind instanceof Kind.Single && hosts.size() > 1) {
      throw problem("several hosts");
    }
    if (kind instanceof Kind.Cluster && database != 0) {
      throw problem("a cluster has database 0 only");
    }
    if (!(kind instanceof Kind.Sentinel) && url.group("master") != null) {
      throw problem("a master without Sentinels");
    }
    if (url.group("ca") != null && url.group("tls") == null) {
      throw problem("ca without TLS");
    }
  }

  private static String master(Matcher url) {
    if (url.group("master") == null) {
      throw problem("no name of a master");
    }
    return url.group("master");
  }

  private static Host host(String text, int port) {
    var host = HOST.matcher(text);
    if (!host.matches()) {
      throw problem("a host is not understood");
    }
    var given = host.group("port") == null ? port : Integer.parseInt(host.group("port"));
    if (given < 1 || given > MOST_PORTS) {
      throw problem("a port is not in 1.." + MOST_PORTS);
    }
    return new Host(host.group("host").replaceAll("[\\[\\]]", ""), given);
  }

  private static String decoded(@Nullable String text) {
    try {
      return text == null
          ? ""
          : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw problem("a percent sign that encodes nothing");
    }
  }

  private static IllegalArgumentException problem(String what) {
    return new IllegalArgumentException("redis url: " + what + " (expected: " + FORMS + ")");
  }
}
