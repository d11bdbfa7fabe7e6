package dev.earshot.core.integration;

import dev.earshot.core.integration.Outcome.Delivered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// The apps' side: remembers what it was sent and answers as it is told.
final class AppServer implements HookSender, Notifications {
  private final Scheduler scheduler;
  private final List<Batch> attempts = new ArrayList<>();
  private final List<Batch> taken = new ArrayList<>();
  private Function<Batch, Outcome> answers = _ -> new Delivered();
  private Duration takes = Duration.ZERO;
  private int underWay;
  private int mostAtOnce;

  AppServer(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void answers(Outcome outcome) {
    answers = _ -> outcome;
  }

  void answers(Function<Batch, Outcome> each) {
    answers = each;
  }

  /// How long an answer takes.
  void takes(Duration time) {
    takes = time;
  }

  @Override
  public Mono<Outcome> send(Hook hook, Batch batch) {
    return answer(batch);
  }

  @Override
  public Mono<Outcome> notify(Batch batch) {
    return answer(batch);
  }

  List<Batch> attempts() {
    return attempts;
  }

  List<Batch> taken() {
    return taken;
  }

  List<String> takenTexts() {
    return taken.stream().flatMap(batch -> batch.said().stream()).map(Said::text).toList();
  }

  int mostAtOnce() {
    return mostAtOnce;
  }

  private Mono<Outcome> answer(Batch batch) {
    return Mono.defer(() -> {
      attempts.add(batch);
      mostAtOnce = Math.max(mostAtOnce, ++underWay);
      var answer = Mono.fromSupplier(() -> {
        var outcome = answers.apply(batch);
        if (outcome instanceof Delivered) {
          taken.add(batch);
        }
        return outcome;
      }).doFinally(_ -> underWay--);
      return takes.isZero() ? answer : Mono.delay(takes, scheduler).then(answer);
    });
  }
}
