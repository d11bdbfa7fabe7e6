package dev.earshot.redis;

import dev.earshot.redis.RedisAddress.Host;
import dev.earshot.redis.RedisAddress.Kind;
import io.lettuce.core.RedisURI;
import java.util.List;

/// An address in the client's own words.
final class RedisUris {
  private static final String CLIENT = "earshot";

  private RedisUris() {}

  /// One server, or what its Sentinels stand for.
  static RedisURI one(RedisAddress address, RedisTimes times) {
    var first = address.hosts().getFirst();
    return switch (address.kind()) {
      case Kind.Single(var database) -> node(address, times, first, database);
      case Kind.Sentinel(var database, var master) -> sentinel(address, times, database, master);
      case Kind.Cluster _ -> node(address, times, first, 0);
    };
  }

  /// Every server that the address names.
  static List<RedisURI> nodes(RedisAddress address, RedisTimes times) {
    return address.hosts().stream().map(host -> node(address, times, host, 0)).toList();
  }

  private static RedisURI node(RedisAddress address, RedisTimes times, Host host, int database) {
    return known(address, times, RedisURI.Builder.redis(host.name(), host.port())
        .withDatabase(database)
        .withSsl(address.isTls()));
  }

  private static RedisURI sentinel(RedisAddress address, RedisTimes times, int database,
      String master) {
    var first = address.hosts().getFirst();
    var uri = RedisURI.Builder.sentinel(first.name(), first.port(), master)
        .withDatabase(database)
        .withSsl(address.isTls());
    address.hosts()
        .stream()
        .skip(1)
        .forEach(host -> uri.withSentinel(host.name(), host.port()));
    var built = known(address, times, uri);
    built.getSentinels().forEach(one -> {
      one.setTimeout(times.connect());
      one.setSsl(address.isTls());
    });
    return built;
  }

  /// The connect deadline is the handshake's too; commands have their own.
  private static RedisURI known(RedisAddress address, RedisTimes times, RedisURI.Builder uri) {
    uri.withTimeout(times.connect()).withClientName(CLIENT);
    if (!address.user().isEmpty()) {
      uri.withAuthentication(address.user(), address.password().toCharArray());
    } else if (!address.password().isEmpty()) {
      uri.withPassword(address.password().toCharArray());
    }
    return uri.build();
  }
}
