package dev.earshot.gateway.upstream.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.FrameDecoder;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.relay.Costs;
import dev.earshot.core.relay.Engine;
import dev.earshot.core.relay.Relay;
import dev.earshot.core.relay.RelayDesk;
import dev.earshot.core.relay.RelayNews;
import dev.earshot.core.relay.RelayTimes;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.gateway.audio.OpusFrames;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.testkit.upstream.Fault;
import dev.earshot.testkit.upstream.ScriptedDeepgram;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import dev.earshot.testkit.upstream.Sentinels;
import dev.earshot.testkit.upstream.Told;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// A stream of packets that goes from a recogniser that takes them to one that does not, and back.
@Timeout(60)
class PackedFailoverTest {
  private static final String KEY = "s3cret";
  private static final AudioFormat FORMAT = new AudioFormat(Codec.OPUS_FS320, 16_000);
  private static final int SECONDS = 12;

  private final List<byte[]> arrived = new ArrayList<>();
  private final AtomicInteger decoders = new AtomicInteger();
  private final List<String> failures = new ArrayList<>();
  private final ScriptedUpstream server = ScriptedUpstream
      .open(new ScriptedDeepgram(KEY, arrived::add));
  private final Wires wires = Wires.open();

  @AfterEach
  void close() {
    wires.close();
    server.close();
  }

  @Test
  void takesPackets_hearsTheStream_andNothingIsDecoded() {
    assertThat(told(deepgram(), new OfSamples(new ArrayList<>(), Script.FLAWLESS)).words())
        .isEqualTo(Sentinels.words(0, SECONDS));
    assertThat(decoders).hasValue(0);
    assertThat(arrived).containsExactlyElementsOf(Sentinels.packets(SECONDS));
  }

  @Test
  void takesPackets_breaksOff_theNextHearsSamplesAndNoWordIsLost() {
    server.fail(new Fault.Cut(5_000));
    var samples = new ArrayList<Window>();

    assertThat(told(deepgram(), new OfSamples(samples, Script.FLAWLESS)).words())
        .isEqualTo(Sentinels.words(0, SECONDS));

    assertThat(decoders).hasValue(1);
    var from = (int) samples.getFirst().fromSample();
    assertThat(samples.getLast().toSample()).isEqualTo(SECONDS * 16_000L);
    assertThat(noise(samples, from)).as("dB").isGreaterThan(40);
  }

  @Test
  void takesSamples_breaksOff_theNextHearsPacketsAndNoWordIsLost() {
    var first = new OfSamples(new ArrayList<>(),
        Script.failing(Script.Fault.LOST, Duration.ofSeconds(7)));

    assertThat(told(first, deepgram()).words()).isEqualTo(Sentinels.words(0, SECONDS));

    assertThat(failures).containsExactly("scripted fault", "null");
    // the first has told all words of its first five seconds
    assertThat(arrived).containsExactlyElementsOf(
        Sentinels.packets(SECONDS).subList(5 * 50, SECONDS * 50));
  }

  private Recogniser deepgram() {
    return DeepgramRecogniser.of(wires, server.uri(), KEY, "nova-3",
        DeepgramRecogniserTest.atAnyPace().withPackets(true),
        dev.earshot.gateway.upstream.UpstreamLimits.USUAL);
  }

  private Told told(Recogniser... engines) {
    var desk = new RelayDesk(RelayTimes.USUAL.withMute(Duration.ofMinutes(1)),
        () -> System.nanoTime() / 1_000_000,
        EnergyDetector::new, Costs.NONE, new RelayNews() {
        });
    var list = Arrays.stream(engines)
        .map(one -> new Engine(one.capabilities().name(), one))
        .toList();
    try (var relay = new Relay(list, desk, Schedulers.parallel(), new Random(1))) {
      assertThat(relay.capabilities().feed().packets()).isTrue();
      var leg = new Leg(new StreamId(UUID.randomUUID()), FORMAT, "en", 0, List.of(), true);
      var told = new Told(Told.await(
          relay.transcribe(leg, Flux.fromIterable(windows())).collectList()));
      relay.engines().forEach(one -> failures.add(String.valueOf(one.lastFailure())));
      return told;
    }
  }

  private List<Sound> windows() {
    var windows = new ArrayList<Sound>();
    var cutter = WindowCutter.packed(FORMAT, () -> {
      decoders.incrementAndGet();
      return new OpusFrames(Codec.OPUS_FS320);
    }, Duration.ofMillis(100));
    Sentinels.packets(SECONDS)
        .forEach(packet -> cutter.take(ByteBuffer.wrap(packet), windows::add));
    return windows;
  }

  /// How far what was heard is above what differs from a decoder that heard all.
  private static double noise(List<Window> heard, int from) {
    var whole = new short[SECONDS * 16_000];
    FrameDecoder decoder = new OpusFrames(Codec.OPUS_FS320);
    var at = 0;
    for (var packet : Sentinels.packets(SECONDS)) {
      decoder.take(ByteBuffer.wrap(packet));
      at += decoder.read(whole, at, 320);
    }
    var signal = 1d;
    var noise = 1d;
    for (var window : heard) {
      assertThat(window.fromSample()).isEqualTo(from);
      for (var sample : window.pcm()) {
        signal += (double) whole[from] * whole[from];
        noise += Math.pow(whole[from++] - sample, 2);
      }
    }
    return 10 * Math.log10(signal / noise);
  }

  /// Says which second it hears by the clock, and takes samples only.
  private record OfSamples(List<Window> heard, Recogniser scripted) implements Recogniser {
    OfSamples(List<Window> heard, Script script) {
      this(heard, new ScriptedRecogniser(script, Schedulers.immediate()));
    }

    @Override
    public Capabilities capabilities() {
      return scripted.capabilities().withPackets(false);
    }

    @Override
    public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
      assertThat(leg.packets()).isFalse();
      return scripted.transcribe(leg, sound.doOnNext(next -> {
        if (next instanceof Window window) {
          assertThat(window.pcm()).hasSize((int) window.captured());
          heard.add(window);
        }
      }));
    }
  }
}
