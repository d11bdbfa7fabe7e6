package dev.earshot.core.billing;

import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Brings an account's plan to what is paid for it: of the subscriptions that are paid the youngest
/// one, and the basic plan where none is. So the end of an old subscription does not touch a newer one.
///
/// Several instances may do that for one account at once. Each looks again after it has written and
/// writes again when what it sees is not what it wrote; whoever writes last has therefore written what
/// is known.
public final class Payments {
  private static final int TRIES = 5;
  private static final Comparator<PaidSubscription> YOUNGER = Comparator
      .comparing(PaidSubscription::createdAt)
      .thenComparing(PaidSubscription::id);

  private final Payers payers;
  private final PlanDesk desk;
  private final Plans plans;
  private final InstantSource clock;
  private final Duration deadline;

  /// What came of it.
  public enum Applied {
    /// No subscription is known of: the plan stays as it is.
    NOTHING,
    /// The plan stands in the ledger and was announced.
    RAISED,
    /// The plan stands in the ledger, and will be announced.
    WAITS
  }

  /// @param deadline for every single read
  public Payments(Payers payers, PlanDesk desk, Plans plans, InstantSource clock,
      Duration deadline) {
    this.payers = payers;
    this.desk = desk;
    this.plans = plans;
    this.clock = clock;
    this.deadline = deadline;
  }

  /// Writes and announces what is paid for the account, also where it stands there already. Cold; fails
  /// when a store does not answer, after which it is to be asked again.
  ///
  /// @param id names the change, as [dev.earshot.core.signal.SignalIntent] says
  /// @param noted is written when the ledger has the plan, before it is announced; may be subscribed to
  ///     several times
  public Mono<Applied> apply(AccountId account, String id, Mono<Void> noted) {
    return paid(account).flatMap(
        paid -> paid.map(plan -> write(account, plan, id, noted, TRIES))
            .orElseGet(() -> Mono.just(Applied.NOTHING)));
  }

  /// The same for an account that somebody has paid for and who does no more: without any subscription
  /// it is on the basic plan.
  public Mono<Applied> applyLeft(AccountId account, String id) {
    return paidOrBasic(account).flatMap(plan -> write(account, plan, id, Mono.empty(), TRIES));
  }

  /// Writes and announces what is paid for the account where the ledger says another plan, or another
  /// end of it, and gives whether it did. Cold; fails as [#apply] does.
  ///
  /// Where nothing new was heard of, what somebody else wanted stays as it is: a plan without an end,
  /// which an operator gave, and an account that was deleted.
  ///
  /// @param isNews whether something new was heard of what is paid for it, or an operator wants what is
  ///     paid to count
  public Mono<Boolean> mend(AccountId account, String id, boolean isNews) {
    return paid(account).flatMap(paid -> paid
        .map(plan -> isOther(account, plan, isNews)
            .flatMap(isOther -> isOther
                ? write(account, plan, id, Mono.empty(), TRIES).thenReturn(true)
                : Mono.just(false)))
        .orElseGet(() -> Mono.just(false)));
  }

  private Mono<Boolean> isOther(AccountId account, Subscription paid, boolean isNews) {
    return desk.given(account)
        .timeout(deadline)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(given -> {
          var now = clock.instant();
          var counts = given.filter(one -> !one.isOver(now)).orElseGet(this::basic);
          var isSame = counts.plan().equals(paid.plan())
              && Objects.equals(counts.endsAt(), paid.endsAt());
          if (isSame || isNews) {
            return Mono.just(!isSame);
          }
          return given.map(one -> Mono.just(!isOperators(one)))
              .orElseGet(() -> desk.knows(account).timeout(deadline));
        });
  }

  /// Whatever is paid for ends some day.
  private static boolean isOperators(Subscription given) {
    return given.endsAt() == null && !given.plan().equals(Plans.BASIC);
  }

  private Mono<Applied> write(AccountId account, Subscription plan, String id, Mono<Void> noted,
      int tries) {
    return desk.subscribe(account, plan, id, noted)
        .zipWhen(_ -> paidOrBasic(account))
        .flatMap(seen -> {
          if (seen.getT2().equals(plan)) {
            return Mono.just(seen.getT1() ? Applied.RAISED : Applied.WAITS);
          }
          return tries > 1
              ? write(account, seen.getT2(), id, noted, tries - 1)
              : Mono.error(new IllegalStateException(
                  "subscriptions: changed " + TRIES + " times meanwhile (expected: to rest)"));
        });
  }

  private Mono<Subscription> paidOrBasic(AccountId account) {
    return paid(account).map(paid -> paid.orElseGet(this::basic));
  }

  /// Empty where nothing is known.
  private Mono<Optional<Subscription>> paid(AccountId account) {
    return Mono.defer(() -> payers.of(account).timeout(deadline))
        .map(known -> known.isEmpty()
            ? Optional.<Subscription>empty()
            : Optional.of(best(known, clock.instant())));
  }

  private Subscription best(List<PaidSubscription> known, Instant now) {
    return known.stream()
        .filter(one -> one.isPaid(now))
        .max(YOUNGER)
        .map(this::subscription)
        .orElseGet(this::basic);
  }

  private Subscription basic() {
    return Subscription.to(plans.basic(), null);
  }

  /// A plan that is in the configuration no more is the basic one, as long as it is paid for.
  private Subscription subscription(PaidSubscription paid) {
    var plan = paid.plan();
    return Subscription.to(plan == null ? plans.basic() : plans.of(plan), paid.paidUntil());
  }
}
