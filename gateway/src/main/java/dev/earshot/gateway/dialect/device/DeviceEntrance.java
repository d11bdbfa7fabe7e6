package dev.earshot.gateway.dialect.device;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `GET /v4/listen`: reads the query of a device.
///
/// Parameters, defaults and meaning are the seed system's; values that cannot be honoured are refused
/// with the range that can, where the seed turned them into something else.
public final class DeviceEntrance implements Entrance {
  private static final String BEARER = "Bearer ";
  private static final Pattern TAG = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}");
  private final Capabilities engine;

  /// An entrance to this engine: its languages are those that can be asked for.
  public DeviceEntrance(Capabilities engine) {
    this.engine = engine;
  }

  @Override
  public Set<String> paths() {
    return Set.of("/v4/listen");
  }

  @Override
  public Wish open(Request request) {
    var query = new DeviceQuery(request.query());
    var language = query.text("language", "en").toLowerCase(Locale.ROOT);
    if (!TAG.matcher(language).matches()) {
      query.refuse("language", "a language tag such as en or pt-br");
    } else if (!engine.understands(language)) {
      query.refuse("language", new TreeSet<>(engine.languages()).stream()
          .collect(Collectors.joining(", ")) + " with the recogniser " + engine.name());
    }
    var rate = query.number("sample_rate", 8_000);
    if (!AudioFormat.RATES.contains(rate)) {
      query.refuse("sample_rate", "one of " + AudioFormat.RATES + " hertz");
    }
    query.only("codec", "pcm8", "pcm16");
    query.only("channels", "1", "1");
    query.only("custom_stt", "disabled", "disabled");
    query.only("onboarding", "disabled", "disabled");
    query.ignoredFlags();
    if (query.hasProblems()) {
      throw new BadRequestException(query.problems());
    }
    return new Wish(AudioFormat.pcm16(rate), language, key(request.authorization()),
        stream -> new DeviceDialect(stream));
  }

  /// Exactly two parts; anything else shows no key.
  private static @Nullable String key(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return null;
    }
    var key = authorization.substring(BEARER.length());
    return key.isEmpty() || key.indexOf(' ') >= 0 ? null : key;
  }
}
