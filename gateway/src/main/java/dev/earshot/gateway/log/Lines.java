package dev.earshot.gateway.log;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;

/// Writes each line of the log: by its pattern, or as an object of JSON with `at`, `level`, `logger`, `thread`,
/// `message`, and `error`, which names the exception that came with it.
public final class Lines extends PatternLayoutEncoder {
  private boolean json;

  /// Chooses the form.
  ///
  /// @param name `json`, or anything else for the pattern
  public void setFormat(String name) {
    json = name.equals("json");
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return json ? object(event) : super.encode(event);
  }

  private static byte[] object(ILoggingEvent event) {
    var line = new StringBuilder(256).append('{');
    field(line, "at", DateTimeFormatter.ISO_INSTANT.format(event.getInstant()));
    field(line.append(','), "level", event.getLevel().toString());
    field(line.append(','), "logger", event.getLoggerName());
    field(line.append(','), "thread", event.getThreadName());
    field(line.append(','), "message", Scrubbed.text(event.getFormattedMessage()));
    var thrown = event.getThrowableProxy();
    if (thrown != null) {
      field(line.append(','), "error",
          Scrubbed.text(thrown.getClassName() + ": " + thrown.getMessage()));
    }
    return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void field(StringBuilder line, String name, String value) {
    line.append('"').append(name).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(value, line);
    line.append('"');
  }
}
