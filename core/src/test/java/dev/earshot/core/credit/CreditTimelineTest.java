package dev.earshot.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.credit.Allowance.Prepaid;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.credit.CreditState.Known;
import dev.earshot.core.credit.CreditState.Unknown;
import dev.earshot.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The rule over many ticks: the seed system's worked example, and any other.
class CreditTimelineTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant MONTH_END = Instant.parse("2026-12-01T00:00:00Z");
  private static final List<Signal> SIGNALS = List.of(Signal.unread(), Signal.absent(),
      new Signal.Raised("1"), new Signal.Raised("a"), new Signal.Raised("b"));

  /// The seed's example with 260 s left at the start and an upgrade at 400 s, announced with the bare 1
  /// until 520 s: it is fetched for twice, at 420 and at 480 s, since a bare 1 may be another change.
  @Test
  void ticks_ofTheSeedsWorkedExample_goAsWritten() {
    assertThat(example(new Signal.Raised("1"))).isEqualTo("""
        60 FETCH 200
        120 SUBTRACT 140 threshold
        180 SUBTRACT 80
        240 SUBTRACT 20
        300 SUBTRACT 0 exhausted
        360 FETCH 0
        420 FETCH unlimited restored
        480 FETCH unlimited
        540 NOTHING unlimited
        1260 NOTHING unlimited
        1380 FETCH unlimited
        """);
  }

  /// The same with a signal that has a value: one change is fetched for once.
  @Test
  void ticks_ofTheWorkedExampleWithAValue_fetchOnce() {
    assertThat(example(new Signal.Raised("change-1"))).isEqualTo("""
        60 FETCH 200
        120 SUBTRACT 140 threshold
        180 SUBTRACT 80
        240 SUBTRACT 20
        300 SUBTRACT 0 exhausted
        360 FETCH 0
        420 FETCH unlimited restored
        480 NOTHING unlimited
        540 NOTHING unlimited
        1260 NOTHING unlimited
        1380 FETCH unlimited
        """);
  }

  private static String example(Signal upgrade) {
    var stream = new Stream();
    var told = new StringBuilder();
    for (var second : new int[]{60, 120, 180, 240, 300, 360, 420, 480, 540, 1_260, 1_380}) {
      var stored = second < 400 ? new Prepaid(260_000, second * 1_000L) : new Unlimited();
      var signal = second < 400 || second > 520 ? Signal.unread() : upgrade;
      told.append(second)
          .append(' ')
          .append(stream.tick(second, 60_000, stored, signal))
          .append('\n');
    }
    return told.toString();
  }

  /// The same rule said another way: an answer names the second from which the store is asked, a plain
  /// number is what is left, and what is told follows from three levels.
  @Test
  void ticks_ofAnyStream_goAsTheRuleSaidAnotherWay() {
    for (var seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      var jitter = random.nextInt(61);
      var stream = new Stream(jitter);
      var model = new Model(jitter);
      for (int i = 0, second = 0; i < 200; i++) {
        second += random.nextInt(1, random.nextInt(20) == 0 ? 1_000 : 90);
        var change = second + random.nextInt(-100, 4_000);
        var stored = random.nextInt(6) == 0
            ? new Unlimited()
            : new Prepaid(random.nextInt(500) * 1_000L, random.nextInt(500) * 1_000L);
        var own = random.nextInt(90) * 1_000L;
        var account = random.nextInt(3) == 0
            ? OptionalLong.of(random.nextInt(500) * 1_000L)
            : OptionalLong.empty();
        var signal = SIGNALS.get(random.nextInt(random.nextInt(8) == 0 ? SIGNALS.size() : 2));
        assertThat(stream.tick(second, own, account, stored, change, signal))
            .as("seed %d, tick %d at %d s", seed, i, second)
            .isEqualTo(model.tick(second, own, account, stored, change, signal));
      }
    }
  }

  /// A stream that does what the rule says.
  private static final class Stream {
    private final CreditRule rule;
    private CreditState state = new Unknown();

    Stream() {
      this(0);
    }

    Stream(int jitterSeconds) {
      rule = new CreditRule(CreditTimes.DEFAULT, Duration.ofSeconds(jitterSeconds));
    }

    String tick(int second, long ownMs, Allowance stored, Signal signal) {
      var change = (int) Duration.between(START, MONTH_END).toSeconds();
      return tick(second, ownMs, OptionalLong.empty(), stored, change, signal);
    }

    String tick(int second, long ownMs, OptionalLong accountMs, Allowance stored, int change,
        Signal signal) {
      var tick = new CreditTick(START.plusSeconds(second), ownMs, accountMs, signal);
      var before = state;
      var step = rule.step(before, tick);
      var balance = new Balance(stored, START.plusSeconds(change));
      var after = switch (step) {
        case FETCH -> rule.fetched(before, balance, tick);
        case RENEW -> rule.renewed((Known) before, tick);
        case SUBTRACT -> rule.subtracted((Known) before, tick);
        case NOTHING -> (Known) before;
      };
      var verdict = CreditRule.judge(before, after, Duration.ofMinutes(3));
      state = verdict.state();
      return step + " " + left(verdict.state().allowance())
          + (verdict.restored() ? " restored" : "") + (verdict.threshold() ? " threshold" : "")
          + (verdict.exhausted() ? " exhausted" : "");
    }

    private static String left(Allowance allowance) {
      return switch (allowance) {
        case Unlimited _ -> "unlimited";
        case Prepaid prepaid -> Long.toString(prepaid.remainingMs() / 1_000);
      };
    }
  }

  private static final class Model {
    private static final long ENDLESS = Long.MAX_VALUE;

    private final int jitter;
    private long askFrom = Long.MIN_VALUE;
    private long changesAt = Long.MIN_VALUE;
    private long ledgerAt = Long.MIN_VALUE / 2;
    private String seen = "";
    private int fetchedAt;
    private long grant;
    private long left;
    private int level = 2;
    private boolean silent;

    Model(int jitter) {
      this.jitter = jitter;
    }

    String tick(int second, long own, OptionalLong account, Allowance stored, int change,
        Signal signal) {
      var said = "NOTHING";
      var value = signal instanceof Signal.Raised raised ? raised.value() : "";
      var isNews = value.equals("1") || (!value.isEmpty() && !value.equals(seen));
      var mayRenew = !signal.equals(Signal.unread()) && second < ledgerAt + 3_600
          && (left == ENDLESS || account.isPresent());
      if (second >= changesAt || isNews || (second >= askFrom && !mayRenew)) {
        said = "FETCH";
        var prepaid = stored instanceof Prepaid it ? it : null;
        grant = prepaid == null ? ENDLESS : prepaid.grantMs();
        left = prepaid == null ? ENDLESS : Math.max(prepaid.grantMs() - prepaid.usedMs(), 0);
        changesAt = (long) change + jitter;
        ledgerAt = second;
        seen = signal.equals(Signal.unread()) ? seen : value;
        askFrom = second + 900L;
        askFromWhenGone(second);
      } else if (second >= askFrom) {
        said = "RENEW";
        left = left == ENDLESS ? ENDLESS : Math.max(0, grant - account.getAsLong());
        askFrom = second + 900L;
        askFromWhenGone(second);
      } else if (left != ENDLESS && left > 0) {
        said = "SUBTRACT";
        left = Math.max(0, account.isPresent() ? grant - account.getAsLong() : left - own);
        askFromWhenGone(fetchedAt);
      }
      return said + " " + (left == ENDLESS ? "unlimited" : left / 1_000) + news();
    }

    private void askFromWhenGone(int fetched) {
      fetchedAt = fetched;
      askFrom = left == 0 ? Math.min(askFrom, fetched + 60) : askFrom;
    }

    private String news() {
      var now = left == 0 ? 0 : left <= 180_000 ? 1 : 2;
      var news = (level == 0 && now > 0 ? " restored" : "")
          + (now < 2 && !silent ? " threshold" : "") + (now == 0 && level > 0 ? " exhausted" : "");
      silent = now < 2;
      level = now;
      return news;
    }
  }
}
