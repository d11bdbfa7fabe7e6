package dev.earshot.gateway.outgoing;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long somebody who answered in HTTP wants to be left alone (RFC 9110 section 10.2.3).
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final long LONGEST_SECONDS = 3_600;

  private RetryAfter() {}

  /// Up to an hour; empty where nothing is said, and for a date, which nobody sends to programs.
  public static Optional<Duration> of(HttpResponse answer) {
    var after = answer.headers().get(HttpHeaderNames.RETRY_AFTER);
    return Optional.ofNullable(after)
        .map(String::strip)
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST_SECONDS)));
  }
}
