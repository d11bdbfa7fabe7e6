package dev.earshot.gateway.upstream;

import static dev.earshot.testkit.upstream.Told.await;
import static dev.earshot.testkit.upstream.Told.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.Tariff;
import dev.earshot.gateway.upstream.deepgram.DeepgramRecogniser;
import dev.earshot.gateway.upstream.wire.Wires;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.testkit.upstream.ScriptedDeepgram;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import dev.earshot.testkit.upstream.Sentinels;
import dev.earshot.testkit.upstream.Told;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ExtendWith(CleanLog.class)
@Timeout(60)
class WarmTest {
  private static final String KEY = "key-" + CleanLog.SECRET;

  private final ScriptedUpstream server = ScriptedUpstream.open(new ScriptedDeepgram(KEY));
  private final Wires wires = Wires.open();

  @AfterEach
  void close() {
    wires.close();
    server.close();
  }

  @Test
  void transcribe_warmWire_isHandedOutOnceAndReplaced() {
    var recogniser = recogniser(Tariff.SOUND);
    assertThat(words(recogniser)).isEqualTo(Sentinels.words(0, 1));
    until(() -> server.open() == 1 && server.calls().size() == 2);

    assertThat(words(recogniser)).isEqualTo(Sentinels.words(0, 1));
    until(() -> server.open() == 1 && server.calls().size() == 3);
  }

  @Test
  void transcribe_twoLegsForOneWarmWire_hearEachTheirOwn() {
    var recogniser = recogniser(Tariff.SOUND);
    var _ = words(recogniser);
    until(() -> server.open() == 1 && server.calls().size() == 2);

    var both = Flux.merge(leg(recogniser), leg(recogniser)).collectList();

    assertThat(await(both)).containsOnly(Sentinels.words(0, 1)).hasSize(2);
  }

  @Test
  void take_deadWire_isReplacedAndNotHandedOut() {
    var recogniser = recogniser(Tariff.SOUND);
    var _ = words(recogniser);
    until(() -> server.open() == 1 && server.calls().size() == 2);

    server.cutAll();
    until(() -> server.open() == 1 && server.calls().size() == 3);

    assertThat(words(recogniser)).isEqualTo(Sentinels.words(0, 1));
  }

  @Test
  void transcribe_wireThatIsPaidByTime_isNeverKeptWarm() {
    var recogniser = recogniser(Tariff.OPEN_TIME);
    assertThat(words(recogniser)).isEqualTo(words(recogniser));
    until(() -> server.open() == 0);
    assertThat(server.calls()).hasSize(2);
  }

  @Test
  void transcribe_closedWires_isLost() {
    Runnable hangUp = wires::close;
    hangUp.run();
    assertThat(Told.failure(recogniser(Tariff.SOUND).transcribe(Told.leg(0), Flux.never())))
        .isInstanceOf(Lost.class);
  }

  private Recogniser recogniser(Tariff billing) {
    var usual = DeepgramRecogniser.CAPABILITIES;
    return DeepgramRecogniser.of(wires, server.uri(), KEY, "nova-3",
        new Capabilities("deepgram", usual.languages(), true, true, usual.feed(), usual.session(),
            billing),
        UpstreamLimits.USUAL.keepWarm(1));
  }

  private static List<String> words(Recogniser recogniser) {
    return await(leg(recogniser));
  }

  private static Mono<List<String>> leg(Recogniser recogniser) {
    return recogniser.transcribe(Told.leg(0), Flux.fromIterable(Sentinels.seconds(1)))
        .collectList()
        .map(told -> new Told(told).words());
  }
}
