package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// What is said to the end when the sound stops coming.
class QuietWireTest extends VirtualTime {
  @Test
  void quietWire_beforeItsTime_saysNothing() {
    var channel = stream(scripted());
    sound(channel, 20);
    texts(channel);

    pass(channel, Duration.ofMillis(599));

    assertThat(texts(channel)).isEmpty();
  }

  @Test
  void quietWire_after600Milliseconds_makesAFinal() {
    var channel = stream(scripted());
    sound(channel, 20);

    pass(channel, Duration.ofMillis(600));

    assertThat(texts(channel)).anyMatch(text -> text.contains("\"is_final\":true"));
  }

  @Test
  void quietWire_soundGoesOn_saysNothing() {
    var channel = stream(scripted());
    for (var i = 0; i < 30; i++) {
      sound(channel, 1);
      pass(channel, Duration.ofMillis(599));
    }

    assertThat(texts(channel)).noneMatch(text -> text.contains("\"is_final\":true"));
  }

  @Test
  void quietWire_soundIsHeldBack_makesNoFinalOfIt() {
    var reader = new OneByOne();
    var channel = stream(new Ear(sound -> Flux.create(_ -> sound.subscribe(reader))));
    sound(channel, 2);

    pass(channel, Duration.ofSeconds(4));
    reader.request(10);

    assertThat(reader.heard).hasOnlyElementsOfType(Sound.Window.class);
  }
}
