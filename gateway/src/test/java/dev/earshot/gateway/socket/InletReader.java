package dev.earshot.gateway.socket;

import dev.earshot.core.audio.Sound;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/// A reader of an inlet that asks for nothing by itself, and keeps what it is given.
final class InletReader extends BaseSubscriber<Sound> {
  final List<Sound> seen = new ArrayList<>();
  String end = "";

  @Override
  protected void hookOnSubscribe(Subscription subscription) {}

  @Override
  protected void hookOnNext(Sound sound) {
    seen.add(sound);
  }

  @Override
  protected void hookOnComplete() {
    end = "complete";
  }

  @Override
  protected void hookOnError(Throwable error) {
    end = String.valueOf(error.getMessage());
  }
}
