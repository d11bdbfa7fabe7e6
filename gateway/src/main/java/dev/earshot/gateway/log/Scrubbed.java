package dev.earshot.gateway.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;

/// A message without what looks like a secret. Nothing of ours writes one down; this is for what a library or a
/// store may say of an address, a header or a body.
public final class Scrubbed extends MessageConverter {
  static final String SHOWN = "***";
  /// Of a line that somebody else made long.
  private static final int LONGEST = 8_000;
  /// `user:password@` in front of a host.
  private static final Pattern PASSWORD = Pattern.compile("(\\w://)[^/@\\s]*@");
  /// What begins as keys do: ours, Stripe's, its webhook's, OpenAI's; and signed tokens.
  private static final Pattern KEY = Pattern.compile(
      "\\b(?:es[kt]_|eak_|whsec[_-]|(?:sk|rk|pk)[_-](?:live_|test_|proj-)?|ek_)[\\w-]{8,}"
          + "|\\beyJ[\\w-]+\\.[\\w-]+(?:\\.[\\w-]*)?");
  /// What stands behind a word for a secret, in a query, a header, a form or JSON.
  private static final Pattern NAMED = Pattern.compile("(?i)(\\b[\\w-]*(?:authorization|api[_-]?key"
      + "|secret(?:[_-]?key)?|token|password|passwd)\"?\\s*[=:]\\s*\"?)"
      + "(?:(?:bearer|token|basic)\\s+)?[^\\s\"&,;)}\\]]{4,}");
  private static final Pattern QUERY = Pattern.compile("([?&]key=)[^\\s\"&,;)}\\]]+");
  /// A header's value that stands alone.
  private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic) [\\w.~+/=-]{8,}");

  @Override
  public String convert(ILoggingEvent event) {
    return text(event.getFormattedMessage());
  }

  static String text(String message) {
    var text = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
    text = PASSWORD.matcher(text).replaceAll("$1" + SHOWN + "@");
    text = NAMED.matcher(text).replaceAll("$1" + SHOWN);
    text = QUERY.matcher(text).replaceAll("$1" + SHOWN);
    text = BEARER.matcher(text).replaceAll("$1 " + SHOWN);
    return KEY.matcher(text).replaceAll(SHOWN);
  }
}
