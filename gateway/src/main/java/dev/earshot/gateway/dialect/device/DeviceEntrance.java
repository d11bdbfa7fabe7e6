package dev.earshot.gateway.dialect.device;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.stream.StreamSpec.Recognition;
import dev.earshot.gateway.dialect.BadRequestException;
import dev.earshot.gateway.dialect.Dialect;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.Request;
import dev.earshot.gateway.dialect.Wish;
import dev.earshot.gateway.dialect.Wish.Credential;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `GET /v4/listen` and `GET /v4/web/listen`: reads the query of a device or a browser.
///
/// Parameters, defaults and meaning are the seed system's; values that cannot be honoured are refused
/// with the range that can, where the seed turned them into something else.
public final class DeviceEntrance implements Entrance {
  private static final String BEARER = "Bearer ";
  private static final Pattern TAG = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}");
  private static final Map<String, Codec> CODECS = Map.of("pcm8", Codec.PCM8, "pcm16",
      Codec.PCM16, "opus", Codec.OPUS, "opus_fs320", Codec.OPUS_FS320);
  private static final String EXPECTED_CODEC = "pcm8, pcm16, opus, opus_fs320; there is no decoder for aac, lc3 and lc3_fs1030";

  private final String path;
  private final boolean keyInMessage;
  private final Capabilities engine;
  private final InstantSource clock;
  private final boolean translates;

  private DeviceEntrance(String path, boolean keyInMessage, Capabilities engine,
      InstantSource clock) {
    this(path, keyInMessage, engine, clock, false);
  }

  private DeviceEntrance(String path, boolean keyInMessage, Capabilities engine,
      InstantSource clock, boolean translates) {
    this.translates = translates;
    this.path = path;
    this.keyInMessage = keyInMessage;
    this.engine = engine;
    this.clock = clock;
  }

  /// For devices and apps: the key is in the request's header.
  ///
  /// @param engine its languages are those that can be asked for
  public static DeviceEntrance withHeader(Capabilities engine, InstantSource clock) {
    return new DeviceEntrance("/v4/listen", false, engine, clock);
  }

  /// For browsers, which cannot set headers: the key is in the first message.
  ///
  /// @param engine its languages are those that can be asked for
  public static DeviceEntrance withMessage(Capabilities engine, InstantSource clock) {
    return new DeviceEntrance("/v4/web/listen", true, engine, clock);
  }

  /// The same where finals can be translated, or cannot.
  public DeviceEntrance translating(boolean can) {
    return new DeviceEntrance(path, keyInMessage, engine, clock, can);
  }

  @Override
  public Set<String> paths() {
    return Set.of(path);
  }

  @Override
  public Wish open(Request request) {
    var query = new DeviceQuery(request.query(), keyInMessage);
    var language = language(query);
    var format = format(query);
    var channels = query.number("channels", 1);
    if (channels < 1 || channels > 2) {
      query.refuse("channels", "1, or 2 with the channel in the first byte of each frame");
    }
    var own = query.choice("custom_stt", "disabled", Set.of("enabled", "disabled"));
    query.choice("onboarding", "disabled", Set.of("disabled"));
    var translation = translation(query);
    query.checkIgnored();
    if (query.hasProblems() || format.isEmpty()) {
      throw new BadRequestException(query.problems());
    }
    return new Wish(format.get(), channels, language,
        own.equals("enabled") ? Recognition.CLIENT : Recognition.OURS,
        keyInMessage ? new Credential.Follows() : key(request.authorization()),
        dialect(own.equals("enabled"), channels)).translatedTo(translation);
  }

  private Function<StreamId, Dialect> dialect(boolean own, int channels) {
    return stream -> new DeviceDialect(stream, own, channels, clock);
  }

  private String language(DeviceQuery query) {
    var language = query.text("language", "en").toLowerCase(Locale.ROOT);
    if (!TAG.matcher(language).matches()) {
      query.refuse("language", "a language tag such as en or pt-br");
    } else if (!engine.understands(language)) {
      query.refuse("language", String.join(", ", new TreeSet<>(engine.languages()))
          + " with the recogniser " + engine.name());
    }
    return language;
  }

  private @Nullable String translation(DeviceQuery query) {
    var language = query.text("translate", "").toLowerCase(Locale.ROOT);
    if (language.isEmpty()) {
      return null;
    }
    if (!translates) {
      query.refuse("translate", "none: nobody translates here");
    } else if (!TAG.matcher(language).matches()) {
      query.refuse("translate", "a language tag such as de or pt-br");
    }
    return language;
  }

  /// Empty where a problem was found.
  private static Optional<AudioFormat> format(DeviceQuery query) {
    var codec = CODECS.get(query.text("codec", "pcm8"));
    if (codec == null) {
      query.refuse("codec", EXPECTED_CODEC);
    }
    var rates = AudioFormat.rates(codec == null ? Codec.PCM16 : codec);
    var rate = query.number("sample_rate", 8_000);
    if (!rates.contains(rate)) {
      query.refuse("sample_rate", "one of " + rates + " hertz");
    }
    return codec == null || !rates.contains(rate)
        ? Optional.empty()
        : Optional.of(new AudioFormat(codec, rate));
  }

  /// Exactly two parts; anything else shows no key.
  private static Credential key(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return new Credential.Missing();
    }
    var key = authorization.substring(BEARER.length());
    return key.isEmpty() || key.indexOf(' ') >= 0
        ? new Credential.Missing()
        : new Credential.Shown(key);
  }
}
