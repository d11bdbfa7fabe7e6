package dev.earshot.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.transcript.TranscriptEvent.Partial;
import dev.earshot.core.transcript.TranscriptEvent.SpeechStarted;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class OutboxTest {
  private static final SpeechStarted STARTED = new SpeechStarted(1);
  private static final Final FINAL = new Final(0, 0, 9, List.of());

  private @Nullable Outbox created;
  private final Flux<TranscriptEvent> reader = Flux.create(sink -> {
    var outbox = new Outbox(sink);
    sink.onRequest(_ -> outbox.drain());
    created = outbox;
  });

  @Test
  void tell_unreadPartials_keepsTheNewest() {
    StepVerifier.create(reader, 0)
        .then(() -> List.of(STARTED, partial("a"), partial("b"), partial("c"))
            .forEach(outbox()::tell))
        .thenRequest(9)
        .expectNext(STARTED, partial("c"))
        .thenCancel()
        .verify();
  }

  @Test
  void tell_final_forgetsItsPartialAndNoFinal() {
    StepVerifier.create(reader, 0)
        .then(() -> List.of(FINAL, partial("b"), FINAL).forEach(outbox()::tell))
        .thenRequest(1)
        .expectNext(FINAL)
        .thenRequest(1)
        .expectNext(FINAL)
        .thenCancel()
        .verify();
  }

  @Test
  void fail_unreadFinal_isDeliveredFirst() {
    StepVerifier.create(reader, 0).then(() -> {
      outbox().tell(FINAL);
      outbox().fail(new IllegalStateException("over"));
      outbox().tell(FINAL);
      outbox().complete();
    }).thenRequest(9).expectNext(FINAL).verifyError(IllegalStateException.class);
  }

  @Test
  void isFull_manyUnread_untilTheyAreRead() {
    StepVerifier.create(reader, 0).then(() -> {
      for (var i = 0; i < Outbox.FULL; i++) {
        assertThat(outbox().isFull()).isFalse();
        outbox().tell(FINAL);
      }
      assertThat(outbox().isFull()).isTrue();
    })
        .thenRequest(1)
        .expectNext(FINAL)
        .then(() -> assertThat(outbox().isFull()).isFalse())
        .thenCancel()
        .verify();
  }

  private Outbox outbox() {
    if (created == null) {
      throw new IllegalStateException("nobody has subscribed");
    }
    return created;
  }

  private static Partial partial(String text) {
    return new Partial(0, 0, 5, text);
  }
}
