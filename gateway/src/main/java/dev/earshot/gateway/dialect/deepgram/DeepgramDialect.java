package dev.earshot.gateway.dialect.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.Billed;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.core.stream.StreamEvent.Translated;
import dev.earshot.core.transcript.TranscriptEvent.HeardTo;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.ClientEvent.Answered;
import dev.earshot.gateway.dialect.ClientEvent.Finish;
import dev.earshot.gateway.dialect.ClientEvent.Flush;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Sound;
import dev.earshot.gateway.dialect.ClientEvent.StillHere;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import dev.earshot.gateway.dialect.Dialect;
import dev.earshot.gateway.dialect.deepgram.Messages.Metadata;
import dev.earshot.gateway.dialect.deepgram.Messages.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Speaks to one client of Deepgram's: a time line of results for each channel, and at the end what the
/// stream has cost.
final class DeepgramDialect implements Dialect {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter
      .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
      .withZone(ZoneOffset.UTC);
  /// Of any container.
  private static final int MOST_CHANNELS = 32;

  private final Options options;
  private final Instant created;
  private final Origin origin;
  private final Fingerprint fingerprint = new Fingerprint();
  /// None before it is known how many there are.
  private List<Line> lines = List.of();
  private boolean exhausted;

  /// The dialect of one connection.
  ///
  /// @param created when it began
  DeepgramDialect(StreamId stream, Options options, Instant created) {
    this.options = options;
    this.created = created;
    this.origin = new Origin(stream.toString(), options.model(), uuid(options.model()),
        options.extraOrNull());
  }

  @Override
  public void hears(AudioFormat format, int channels) {
    lines = IntStream.range(0, channels)
        .mapToObj(number -> new Line(number, channels, options, origin))
        .toList();
  }

  @Override
  public ClientEvent read(String text) {
    var message = Messages.read(text);
    if (message.isMissingNode()) {
      return new Unusable(Reason.NOT_JSON, "text: not JSON (expected: a JSON object)");
    }
    if (!message.isObject()) {
      return new Unusable(Reason.NOT_AN_OBJECT, "text: JSON of kind "
          + message.getNodeType().name().toLowerCase(Locale.ROOT)
          + " (expected: an object with a type)");
    }
    return switch (message.path("type").asText("")) {
      case "KeepAlive" -> new StillHere();
      case "Finalize" -> flush(message.path("channel"));
      case "CloseStream" -> new Finish();
      default -> new Unusable(Reason.UNKNOWN_TYPE,
          "type: unknown (expected: KeepAlive, Finalize, CloseStream)");
    };
  }

  /// An empty frame ends the stream; everything else is sound, however short.
  @Override
  public ClientEvent read(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return new Finish();
    }
    fingerprint.add(bytes);
    return new Sound(bytes);
  }

  @Override
  public List<String> write(StreamEvent event) {
    return switch (event) {
      case Heard(var channel, var heard) -> lines.get(channel).hear(heard);
      case CreditsExhausted gone -> {
        exhausted |= !gone.goesOn();
        yield List.of();
      }
      case Billed(var ms, var heardMs) -> over(ms, heardMs);
      case Stage _ -> List.of();
      case CreditsLeft _ -> List.of();
      case ThresholdReached _ -> List.of();
      case CreditsRestored _ -> List.of();
      case Translated _ -> List.of();
    };
  }

  /// There is no word for it; it is counted, and the close frame tells when it was too often.
  @Override
  public List<String> skipped(Unusable message, long skipped) {
    return List.of();
  }

  /// The key was known before the upgrade.
  @Override
  public List<String> keyLookedUp(boolean known) {
    return List.of();
  }

  @Override
  public Optional<String> heartbeat() {
    return Optional.empty();
  }

  /// Of a stream that never began, because no sound came that could be known, there is a price too.
  @Override
  public Goodbye goodbye(EndReason why) {
    var goodbye = Endings.of(why);
    return lines.isEmpty() && Endings.isSettled(why)
        ? new Goodbye(List.of(Messages.text(metadata(0))), goodbye.code(), goodbye.text())
        : goodbye;
  }

  private ClientEvent flush(JsonNode channel) {
    if (channel.isMissingNode() || channel.isNull()) {
      lines.forEach(Line::ask);
      return lines.isEmpty() ? nothingYet(0) : new Flush();
    }
    var most = lines.isEmpty() ? MOST_CHANNELS : lines.size();
    var number = channel.isIntegralNumber() && channel.canConvertToInt() ? channel.asInt() : -1;
    if (number < 0 || number >= most) {
      return new Unusable(Reason.BAD_FIELD,
          "channel: out of range (expected: 0.." + (most - 1) + ")");
    }
    if (lines.isEmpty()) {
      return nothingYet(number);
    }
    lines.get(number).ask();
    return new Flush(number);
  }

  /// Nobody is asked before the stream has begun: the answer is that nothing was heard.
  private ClientEvent nothingYet(int channel) {
    var line = new Line(channel, channel + 1, options, origin);
    line.ask();
    return new Answered(line.hear(new HeardTo(0, true)), List.of());
  }

  /// What came when nothing was left to pay with is not part of it.
  private List<String> over(long billedMs, long heardMs) {
    var end = exhausted ? Math.min(heardMs, billedMs) : heardMs;
    var last = new ArrayList<String>();
    lines.forEach(line -> last.addAll(line.end(end)));
    last.add(Messages.text(metadata(billedMs)));
    return last;
  }

  private Metadata metadata(long billedMs) {
    return new Metadata("Metadata", "deprecated", origin.requestId(), fingerprint.sha256(),
        MOMENT.format(created), Messages.seconds(billedMs),
        fingerprint.bytes() == 0 ? 0 : lines.size(), List.of(origin.modelUuid()),
        Map.of(origin.modelUuid(), options.model()),
        options.tags().isEmpty() ? null : options.tags(), options.extraOrNull());
  }

  /// The same model has the same id on every gateway.
  private static String uuid(Options.Model model) {
    var name = model.name() + "/" + model.version() + "/" + model.arch();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
