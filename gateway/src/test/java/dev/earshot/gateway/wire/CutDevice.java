package dev.earshot.gateway.wire;

import dev.earshot.testkit.Cable;
import dev.earshot.testkit.Cable.Cut;
import dev.earshot.testkit.Cable.Line;
import dev.earshot.testkit.Cable.Way;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// A device as the seed system's: Opus in packets of 10 ms, no memory of what it has sent, a new stream
/// after each break, and again when it is told to come later.
///
/// It waits for the word of each second before it sends the next one.
public final class CutDevice {
  private static final String TARGET = "/v4/listen?codec=opus&sample_rate=16000";
  private static final int HANDSHAKE_BYTES = WireClient.handshake(TARGET, TestHouse.KEY)
      .getBytes(StandardCharsets.UTF_8).length;
  private static final int A_SECOND = 100;
  /// As much as it still sends into a line that is cut.
  private static final int BEYOND = 20;
  private static final Duration BACK_OFF = Duration.ofMillis(50);

  private final Cable cable;
  private final List<byte[]> frames;
  private final Random random;
  private final List<String> refusals = new ArrayList<>();
  private int voice;

  /// @param packets of speech, said over and over
  public CutDevice(Cable cable, List<byte[]> packets, Random random) {
    this.cable = cable;
    this.frames = packets.stream()
        .map(packet -> WireClient.frame(WireClient.BINARY, packet))
        .toList();
    this.random = random;
  }

  /// One stream, as the device saw it.
  ///
  /// @param arrivedPackets that went through the cable in full
  /// @param answeredSeconds whose word came
  public record Leg(int arrivedPackets, int answeredSeconds, Heard heard) {}

  /// A stream that was let in and has not said anything.
  public record Admitted(Line line, WireClient client, List<Frame> told, int packets) {}

  /// Every refusal that it was told.
  public List<String> refusals() {
    return List.copyOf(refusals);
  }

  /// Comes in, to be cut within its second to fifth second: in the middle of a frame, mostly.
  public Admitted comeIn(Way way) {
    var packets = A_SECOND + random.nextInt(3 * A_SECOND);
    var bytes = HANDSHAKE_BYTES + random.nextInt(frame(packets).length);
    for (var i = 0; i < packets; i++) {
      bytes += frame(i).length;
    }
    return admitted(new Cut(way, bytes), packets);
  }

  /// Comes in for five to seven seconds that nobody cuts.
  public Admitted comeIn() {
    return admitted(Cable.NEVER, 5 * A_SECOND + random.nextInt(2 * A_SECOND));
  }

  /// Speaks until it is cut.
  public Leg speakUntilCut(Admitted in) {
    var seconds = seconds(in);
    try {
      for (var i = seconds * A_SECOND; i < in.packets() + BEYOND; i++) {
        in.client().raw(frame(i));
      }
    } catch (UncheckedIOException e) {
      // a device learns of a reset like this, or when it reads
    }
    in.line().awaitCut();
    voice += in.packets() + BEYOND; // what was said meanwhile is lost to everybody
    in.line().giveUp();
    return new Leg(in.packets(), seconds, heard(in));
  }

  /// Speaks, says that it is done, and hears its last words.
  public Leg speakToTheEnd(Admitted in) {
    var seconds = seconds(in);
    for (var i = seconds * A_SECOND; i < in.packets(); i++) {
      in.client().raw(frame(i));
    }
    voice += in.packets();
    in.client().finish();
    return new Leg(in.packets(), seconds, heard(in));
  }

  private int seconds(Admitted in) {
    var seconds = in.packets() / A_SECOND;
    for (var second = 0; second < seconds; second++) {
      for (var i = 0; i < A_SECOND; i++) {
        in.client().raw(frame(second * A_SECOND + i));
      }
      awaitText(in, "w" + second);
    }
    return seconds;
  }

  private Admitted admitted(Cut cut, int packets) {
    var in = new ArrayList<Admitted>();
    Until.holds(() -> {
      var line = cable.lay(cut);
      var client = WireClient.connect(cable.port()).upgrade(TARGET, TestHouse.KEY);
      var told = new ArrayList<Frame>();
      for (var frame = client.read();; frame = client.read()) {
        told.add(frame);
        if (frame instanceof Frame.Close(var code, var reason)) {
          refusals.add(code + " " + reason);
          client.close();
          LockSupport.parkNanos(BACK_OFF.toNanos()); // as a device does, not as a proof
          return false;
        }
        if (frame instanceof Frame.Text(var text) && text.contains("\"ready\"")) {
          return in.add(new Admitted(line, client, told, packets));
        }
        if (frame instanceof Frame.End) {
          throw new AssertionError("end: without an answer, behind " + told);
        }
      }
    });
    return in.getFirst();
  }

  private static void awaitText(Admitted in, String part) {
    while (true) {
      var frame = in.client().read();
      in.told().add(frame);
      if (frame instanceof Frame.Text(var text) && text.contains(part)) {
        return;
      }
      if (frame instanceof Frame.End) {
        throw new AssertionError("end: " + in.told() + " (expected: " + part + ")");
      }
    }
  }

  private static Heard heard(Admitted in) {
    in.told().addAll(in.client().readAll().frames());
    in.client().close();
    return new Heard(List.copyOf(in.told()));
  }

  /// The packet of the voice that lies so far ahead.
  private byte[] frame(int ahead) {
    return frames.get((voice + ahead) % frames.size());
  }
}
