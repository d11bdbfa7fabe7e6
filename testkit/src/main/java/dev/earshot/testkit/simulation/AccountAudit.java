package dev.earshot.testkit.simulation;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.MonthlyGrant.Limited;
import dev.earshot.core.account.MonthlyGrant.Unlimited;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.identity.AccountId;
import java.time.YearMonth;
import java.util.List;

/// How much one account overspends, and how long its streams believe what is no longer so.
///
/// Trouble widens both bounds by as long as it lasts, up to what a stream may do without anybody's
/// answer.
final class AccountAudit {
  private static final int RECOVERY_MS = 4_000;
  /// A disk that hangs holds up an announcement so long, and with it the stream's next look.
  private static final int HUNG_DISK_MS = 7_000;
  /// A window is some samples longer than its time, so that nothing falls on whole milliseconds.
  private static final double ROUNDED_UP = 1.002;
  private static final int PUSH_MS = 2_000;
  private static final int SLACK_MS = 2_500;
  /// A stream in which nothing happens is reported so seldom.
  private static final int QUIET_MS = 33_000;
  /// A month's end is believed so late.
  private static final int JITTER_MS = 60_000;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final World world;
  private final AccountId account;
  private long steppedMs;
  private long troubleUntilMs;
  private long exhaustedMs = NEVER;
  private long troubledMs;
  private long changedMs;
  private long boundMs;
  private long troubledSinceChangeMs;
  private long wokenMs = NEVER;
  private boolean hasLost;

  AccountAudit(World world, AccountId account) {
    this.world = world;
    this.account = account;
  }

  /// When a machine last began to run again, or its clock was changed.
  long wokenMs() {
    return wokenMs;
  }

  void woken() {
    wokenMs = world.time().nowMs();
    trouble(RECOVERY_MS);
  }

  /// A machine's clock was set: back, and what it believes is older than it thinks.
  void clockStepped(long ms) {
    woken();
    if (ms < 0) {
      trouble(longestMs() - ms);
    }
  }

  void unseeded() {
    trouble(RECOVERY_MS);
  }

  void counterLost() {
    hasLost = true;
    trouble(QUIET_MS + RECOVERY_MS);
    if (world.time().nowMs() - changedMs <= PUSH_MS + tickMs()) {
      boundMs = longestMs(); // the signal is lost with it: nobody tells of the change
      trouble(longestMs());
    }
  }

  void monthEnded() {
    changed(JITTER_MS + tickMs() + SLACK_MS);
    trouble(JITTER_MS + tickMs() + RECOVERY_MS);
  }

  /// The grant or the plan was changed.
  ///
  /// @param pushed whether all instances were told at once
  /// @param announced whether a signal tells of it
  void regranted(boolean pushed, boolean announced) {
    changed(announced ? (pushed ? PUSH_MS : tickMs() + SLACK_MS) : longestMs());
    if (!announced) {
      trouble(longestMs());
    } else {
      trouble(PUSH_MS);
    }
    noEpisode();
  }

  /// A stream of the account was heard for so long.
  void hears(SimulatedStream stream, long millis) {
    var month = stream.month();
    if (month == null || isOpen() || !(grant(month) instanceof Limited(var most))) {
      noEpisode();
      return;
    }
    var used = usedMs(month);
    if (used - millis < most) {
      noEpisode();
    } else if (exhaustedMs == NEVER) {
      exhaustedMs = world.time().nowMs();
    }
    stream.exceed(Math.clamp(used - most, 0, millis));
    var bound = ROUNDED_UP * stream.pace() * Math.min(tickMs() + SLACK_MS + troubledMs, aloneMs());
    if (isStrict() && troubledMs == 0 && !isTroubled() && !hasLost) {
      var windows = streams().stream().mapToDouble(SimulatedStream::windowMs).sum();
      world.auditor()
          .check(used - most <= windows,
              () -> "%s was heard for %d ms more than %d in %s, at most a window each is reserved"
                  .formatted(account, used - most, most, month));
    }
    world.auditor()
        .check(stream.excessMs() <= bound,
            () -> "%s was heard for %d ms more than %d in %s, at most %.0f are allowed after trouble of %d ms"
                .formatted(stream, stream.excessMs(), most, month, bound, troubledMs));
  }

  void step() {
    var now = world.time().nowMs();
    var passed = now - steppedMs;
    steppedMs = now;
    for (var instance : world.instances()) {
      if (!instance.machine().isDead()) {
        var ports = instance.ports();
        var at = Math.max(ports.counter().troubleAtMs(), ports.ledger().troubleAtMs());
        troubleUntilMs = Math.max(troubleUntilMs, Math.max(at + RECOVERY_MS,
            ports.disk().troubleAtMs() + HUNG_DISK_MS));
      }
    }
    if (isTroubled()) {
      troubledMs += passed;
      troubledSinceChangeMs += passed;
    }
    for (var stream : live()) {
      var believed = stream.believed();
      var month = stream.month();
      if (believed != null && month != null && !isBelieved(believed, grant(month))) {
        var stale = now - Math.max(Math.max(changedMs, wokenMs), stream.readyMs());
        world.auditor()
            .check(stale <= boundMs + troubledSinceChangeMs,
                () -> "%s believes %s since %d ms, and it is %s; at most %d after trouble of %d ms"
                    .formatted(stream, believed, stale, grant(month), boundMs,
                        troubledSinceChangeMs));
      }
    }
  }

  private void changed(long bound) {
    changedMs = world.time().nowMs();
    boundMs = bound;
    troubledSinceChangeMs = 0;
  }

  private void noEpisode() {
    exhaustedMs = NEVER;
    troubledMs = 0;
    hasLost = false;
    streams().forEach(SimulatedStream::noExcess);
  }

  private void trouble(long forMs) {
    troubleUntilMs = Math.max(troubleUntilMs, world.time().nowMs() + forMs);
  }

  private boolean isTroubled() {
    return world.time().nowMs() <= troubleUntilMs;
  }

  /// What somebody can know: all of the streams that run, of others what was charged and told.
  private long usedMs(YearMonth month) {
    return streams().stream()
        .mapToLong(
            stream -> stream.isLive()
                ? stream.heardMs(month)
                : stream.months().chargedMs(month)
                    - world.auditor().untoldMs(stream, month))
        .sum();
  }

  private static boolean isBelieved(Allowance believed, MonthlyGrant grant) {
    return switch (grant) {
      case Unlimited _ -> believed instanceof Allowance.Unlimited;
      case Limited(var millis) -> believed instanceof Allowance.Prepaid prepaid
          && prepaid.grantMs() == millis;
    };
  }

  /// How long a stream believes what nobody renews: until the ledger has to be read again.
  private long longestMs() {
    var times = world.rules().times();
    return times.ledgerLife().plus(times.life()).toMillis() + tickMs() + SLACK_MS;
  }

  /// How long a stream goes on without anybody's answer: by its own count, twice where others have not
  /// yet paid, then blindly.
  private long aloneMs() {
    var times = world.rules().times();
    return longestMs() + times.life().plus(times.settleEvery()).toMillis() + tickMs()
        + world.rules().policy(world.ledger().plan(account)).blindness().most().toMillis()
        + JITTER_MS;
  }

  private long tickMs() {
    return world.rules().tick().toMillis();
  }

  private MonthlyGrant grant(YearMonth month) {
    return world.ledger().grant(account, month);
  }

  private boolean isOpen() {
    return world.rules().policy(world.ledger().plan(account)).exhaustion() == Exhaustion.CONTINUE;
  }

  private boolean isStrict() {
    return world.rules().policy(world.ledger().plan(account)).strict();
  }

  private List<SimulatedStream> streams() {
    return world.streams().stream().filter(stream -> stream.account().equals(account)).toList();
  }

  private List<SimulatedStream> live() {
    return streams().stream().filter(SimulatedStream::isLive).toList();
  }
}
