package dev.earshot.gateway.wire;

import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.credit.InProcessNotices;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.stream.CreditDesk;
import dev.earshot.core.stream.CreditDesk.CreditNews;
import dev.earshot.core.stream.Transcription;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.testkit.MemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/// Streams over a store in memory. Nothing beats: what must not wait for a tick is done all the same.
public final class MemoryBooks {
  private MemoryBooks() {}

  public static Transcription transcription(Recogniser recogniser, MemoryStore store,
      InstantSource clock) {
    var deadline = Duration.ofSeconds(2);
    var counter = new InProcessCounter(new InProcessSignals(), clock);
    var recorder = new UsageRecorder(new UsagePlaces(store.usageJournal(), counter,
        store.usageLedger(), deadline, (_, _) -> {}, clock), Duration.ofSeconds(60), new Random(1));
    var desk = new CreditDesk(store.allowances(), store.usageLedger(), Plans.none(),
        new InProcessNotices(), new CreditNews() {
        }, CreditTimes.DEFAULT, deadline, clock,
        (_, _) -> {});
    return new Transcription(recogniser, desk, recorder, new Random(1));
  }
}
