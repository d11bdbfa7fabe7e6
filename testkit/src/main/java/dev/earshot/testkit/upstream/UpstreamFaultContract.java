package dev.earshot.testkit.upstream;

import static dev.earshot.testkit.upstream.Told.await;
import static dev.earshot.testkit.upstream.Told.failure;
import static dev.earshot.testkit.upstream.Told.leg;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// What the client of every recogniser behind a socket keeps when that one fails: an error of the right kind
/// in bounded time, no word after it, and no harm to any other leg.
public interface UpstreamFaultContract {
  /// The one that is called. Fresh for each test.
  ScriptedUpstream server();

  /// The client under test, which takes sound at any pace and waits a second or two for what is due.
  Recogniser recogniser();

  /// How this protocol says goodbye in the middle of a stream, and what each means.
  Map<Fault.Close, Class<? extends RecogniserException>> goodbyes();

  /// Messages that no recogniser of this protocol may send.
  List<String> garbage();

  /// A message that changes nothing.
  String harmless();

  /// What the protocol itself calls an error, and what each means.
  default Map<String, Class<? extends RecogniserException>> errors() {
    return Map.of();
  }

  /// Statuses of a refused upgrade, and what each means.
  default Map<Integer, Class<? extends RecogniserException>> statuses() {
    return Map.of(400, Lost.class, 401, Refused.class, 402, Refused.class, 403, Refused.class, 404,
        Lost.class, 429, Busy.class, 500, Lost.class, 503, Busy.class, 301, Lost.class);
  }

  @Test
  default void transcribe_unansweredCall_isLostInTime() {
    server().fail(new Fault.NoAnswer());
    assertThat(failed()).isInstanceOf(Lost.class);
    Told.until(() -> server().open() == 0);
  }

  @Test
  default void transcribe_refusedCall_tellsWhoCanMendIt() {
    statuses().forEach((status, kind) -> {
      server().fail(new Fault.Answer(status));
      assertThat(failed()).as("" + status).isInstanceOf(kind);
    });
  }

  @Test
  default void transcribe_busyServer_tellsWhenToTryAgain() {
    server().fail(new Fault.Answer(429, Map.of("Retry-After", "7"), ""));
    assertThat(failed()).isInstanceOfSatisfying(Busy.class,
        busy -> assertThat(busy.after()).isEqualTo(Duration.ofSeconds(7)));
  }

  @Test
  default void transcribe_noHttp_isGarbled() {
    server().fail(new Fault.Noise("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    assertThat(failed()).isInstanceOf(Garbled.class);
  }

  @Test
  default void transcribe_upgradeThatIsNone_isGarbled() {
    server().fail(new Fault.Noise(String.join("\r\n", "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: bm8=", "", "")));
    assertThat(failed()).isInstanceOf(Garbled.class);
  }

  @Test
  default void transcribe_goodbyeInTheMiddle_tellsWhoCanMendIt() {
    goodbyes().forEach((goodbye, kind) -> {
      server().fail(goodbye);
      assertThat(failed()).as(goodbye.toString()).isInstanceOf(kind);
    });
  }

  @Test
  default void transcribe_errorInTheMiddle_tellsWhoCanMendIt() {
    errors().forEach((error, kind) -> {
      server().fail(new Fault.Say(1_000, error, 1));
      assertThat(failed()).as(error).isInstanceOf(kind);
    });
  }

  @Test
  default void transcribe_cutConnection_isLost() {
    server().fail(new Fault.Cut(1_000));
    assertThat(failed()).isInstanceOf(Lost.class);
  }

  @Test
  default void transcribe_endOfTheProcess_isLost() {
    var seen = new AtomicBoolean();
    var sound = Flux.fromIterable(Sentinels.seconds(4))
        .concatWith(Flux.just(new Flush(true)))
        .concatWith(Flux.never());
    var broken = failure(recogniser().transcribe(leg(0), sound).doOnNext(event -> {
      if (event instanceof Final && !seen.getAndSet(true)) {
        server().cutAll();
      }
    }));
    assertThat(broken).isInstanceOf(Lost.class);
  }

  @Test
  default void transcribe_noSignOfLife_isLost() {
    server().fail(new Fault.Stall(1_000));
    assertThat(failed()).isInstanceOf(Lost.class);
  }

  @Test
  default void transcribe_endWithoutAnEnd_isLost() {
    server().fail(new Fault.NoEnd());
    var sound = Flux.fromIterable(Sentinels.seconds(2));
    assertThat(failure(recogniser().transcribe(leg(0), sound))).isInstanceOf(Lost.class);
  }

  @Test
  default void transcribe_unansweredFlushes_areAnsweredOnceEach() {
    server().fail(new Fault.NoFlush());
    var sound = new ArrayList<>(Sentinels.seconds(0, 1));
    sound.add(new Flush(true));
    sound.addAll(Sentinels.seconds(1, 2));
    sound.add(new Flush(true));
    var answers = recogniser()
        .transcribe(leg(0), Flux.fromIterable(sound).concatWith(Flux.never()))
        .filter(event -> event instanceof TranscriptEvent.HeardTo heard && heard.asked())
        .take(2);
    assertThat(await(answers.collectList())).hasSize(2);
  }

  @Test
  default void transcribe_resultsBehindTheEnd_areNotTold() {
    server().fail(new Fault.TalksOn());
    var told = await(recogniser()
        .transcribe(leg(0), Flux.fromIterable(Sentinels.seconds(4)))
        .collectList());
    assertThat(new Told(told).words()).isEqualTo(Sentinels.words(0, 4));
  }

  @Test
  default void transcribe_garbage_isGarbledAndLeavesNoTrace() {
    garbage().forEach(message -> {
      server().fail(new Fault.Say(1_000, message, 1));
      var broken = failed();
      assertThat(broken).as(message.substring(0, Math.min(80, message.length())))
          .isInstanceOf(Garbled.class);
      assertThat(broken.getMessage()).hasSizeLessThan(200);
    });
    Told.until(() -> server().open() == 0);
  }

  @Test
  default void transcribe_badFrames_areGarbled() {
    badFrames().forEach((name, bytes) -> {
      server().fail(new Fault.Write(1_000, bytes, 1));
      assertThat(failed()).as(name).isInstanceOf(Garbled.class);
    });
  }

  /// 100 MB and more, at once and in fragments.
  @Test
  default void transcribe_endlessMessage_isGarbled() {
    server().fail(new Fault.Write(1_000,
        new byte[]{(byte) 0x81, 127, 0, 0, 0, 0, 6, 64, 0, 0}, 1));
    assertThat(failed()).isInstanceOf(Garbled.class);
    var fragment = new byte[4 + 60_000];
    fragment[1] = 126;
    fragment[2] = (byte) (60_000 >> 8);
    fragment[3] = (byte) 60_000;
    var first = fragment.clone();
    first[0] = 1;
    server().fail(new Fault.Write(1_000, joined(first, fragment, 40), 50));
    assertThat(failed()).isInstanceOf(Garbled.class);
  }

  @Test
  default void transcribe_flood_isGarbled() {
    server().fail(new Fault.Say(1_000, harmless(), 100_000));
    assertThat(failed()).isInstanceOf(Garbled.class);
    Told.until(() -> server().open() == 0);
  }

  @Test
  default void transcribe_garbage_harmsItsLegAlone() {
    var sound = Flux.fromIterable(Sentinels.seconds(4));
    var bad = new ArrayList<Throwable>();
    var good = recogniser().transcribe(leg(0), sound.concatWith(Flux.defer(() -> {
      server().fail(new Fault.Say(1_000, garbage().getFirst(), 1));
      bad.add(failed());
      return Flux.fromIterable(Sentinels.seconds(4, 6));
    }).subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())));
    assertThat(new Told(await(good.collectList())).words()).isEqualTo(Sentinels.words(0, 6));
    assertThat(bad).singleElement().isInstanceOf(Garbled.class);
  }

  private Throwable failed() {
    var cancelled = new AtomicBoolean();
    var sound = Flux.<Sound>fromIterable(Sentinels.seconds(4))
        .concatWith(Flux.never())
        .doOnCancel(() -> cancelled.set(true));
    var broken = failure(recogniser().transcribe(leg(0), sound));
    assertThat(cancelled).as("sound cancelled").isTrue();
    return broken;
  }

  private static Map<String, byte[]> badFrames() {
    return Map.of("reserved bits", new byte[]{(byte) 0xF1, 0}, "no such opcode",
        new byte[]{(byte) 0x83, 0}, "masked", new byte[]{(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'},
        "no UTF-8", new byte[]{(byte) 0x81, 2, (byte) 0xC3, 0x28}, "no first fragment",
        new byte[]{(byte) 0x80, 0}, "long ping", new byte[]{(byte) 0x89, 126, 0, 126},
        "words", "{\"type\":\"Results\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] joined(byte[] first, byte[] next, int count) {
    var all = new java.io.ByteArrayOutputStream();
    all.writeBytes(first);
    for (var i = 0; i < count; i++) {
      all.writeBytes(next);
    }
    return all.toByteArray();
  }
}
