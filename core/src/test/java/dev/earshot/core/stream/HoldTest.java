package dev.earshot.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Flush;
import dev.earshot.core.audio.Sound.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class HoldTest {
  private static final int WINDOW = 1_600;
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final TestPublisher<Sound> source = TestPublisher.create();
  private final Hold hold = new Hold(source.flux(), 10 * WINDOW);

  @Test
  void sound_passesAsItIsAskedFor() {
    StepVerifier.create(hold, 0)
        .then(() -> source.assertNoRequestOverflow())
        .thenRequest(2)
        .then(() -> source.assertMinRequested(2).next(window(0), window(1)))
        .expectNext(window(0), window(1))
        .then(source::complete)
        .expectComplete()
        .verify(DEADLINE);
  }

  @Test
  void readOn_asksForMoreThanAnybodyWants_upToTheBound() {
    var cold = new long[1];
    var bounded = new Hold(windows(100).doOnRequest(n -> cold[0] += n), 10 * WINDOW);
    StepVerifier.create(bounded, 0).expectSubscription().then(() -> {
      assertThat(cold[0]).isZero();
      bounded.readOn(true);
      assertThat(cold[0]).isBetween(10L, 16L);
    })
        .thenRequest(Long.MAX_VALUE)
        .expectNextCount(100)
        .expectComplete()
        .verify(DEADLINE);
  }

  @Test
  void whatIsHeld_isTheNextSubscribersInOrder() {
    var lines = new ArrayList<CoreSubscriber<? super Sound>>();
    var bounded = new Hold(handTo(lines), 10 * WINDOW);
    var first = bounded.subscribeWith(new Taking());
    bounded.readOn(true);
    give(lines.getFirst(), 0, 3);
    first.dispose();

    StepVerifier.create(bounded.take(5), 5).then(() -> {
      give(lines.getFirst(), 3, 4); // it was on its way
      give(lines.getLast(), 4, 5);
    })
        .expectNext(window(0), window(1), window(2), window(3), window(4))
        .expectComplete()
        .verify(DEADLINE);
  }

  /// A source that does nothing of its own: it leaves its subscribers here.
  private static Flux<Sound> handTo(List<CoreSubscriber<? super Sound>> lines) {
    return new Flux<>() {
      @Override
      public void subscribe(CoreSubscriber<? super Sound> line) {
        lines.add(line);
        line.onSubscribe(Operators.emptySubscription());
      }
    };
  }

  private static void give(CoreSubscriber<? super Sound> line, long from, long to) {
    LongStream.range(from, to).forEach(number -> line.onNext(window(number)));
  }

  @Test
  void end_comesBehindWhatIsHeld() {
    var bounded = new Hold(Flux.concat(windows(3), Flux.just(new Flush(true))), 10 * WINDOW);
    StepVerifier.create(bounded, 0)
        .then(() -> bounded.readOn(true))
        .thenRequest(3)
        .expectNext(window(0), window(1), window(2))
        .thenRequest(1)
        .expectNext(new Flush(true))
        .expectComplete()
        .verify(DEADLINE);
  }

  @Test
  void discard_givesWhatNobodyWillAskForAndForgetsIt() {
    var bounded = new Hold(windows(3), 10 * WINDOW);
    var reader = bounded.subscribeWith(new Taking());
    bounded.readOn(true);

    assertThat(bounded.discard()).isEqualTo(List.of(window(0), window(1), window(2)));
    assertThat(bounded.discard()).isEmpty();
    reader.dispose();
  }

  private static Flux<Sound> windows(int count) {
    return Flux.fromStream(() -> LongStream.range(0, count).mapToObj(HoldTest::window));
  }

  private static final short[] SILENCE = new short[WINDOW];

  private static Sound window(long number) {
    return new Window(number * WINDOW, (number + 1) * WINDOW, SILENCE);
  }

  /// Asks for nothing.
  private static final class Taking extends BaseSubscriber<Sound> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {}
  }
}
