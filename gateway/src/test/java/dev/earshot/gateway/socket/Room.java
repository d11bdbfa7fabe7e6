package dev.earshot.gateway.socket;

import dev.earshot.core.account.Plans;
import dev.earshot.core.recogniser.Load;
import dev.earshot.gateway.admission.Admission;
import dev.earshot.gateway.admission.CreditCheck;
import dev.earshot.gateway.ops.Memory;
import dev.earshot.testkit.MemoryStore;
import java.time.InstantSource;

/// Admissions of tests.
final class Room {
  private Room() {}

  /// There is always room.
  static Admission forAll() {
    return new Admission(() -> Load.NONE, () -> 0, () -> new Memory(0, 0),
        Admission.Limits.DEFAULT);
  }

  /// Credit as this store knows it, on the basic plan's policy.
  static CreditCheck credit(MemoryStore store, InstantSource clock) {
    return new CreditCheck(store.allowances(), Plans.none(), clock);
  }
}
