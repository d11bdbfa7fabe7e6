package dev.earshot.gateway.dialect.device;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Who the device says its speakers are. The last 64 that were named are known.
final class People {
  private static final String SELF = "user";
  private static final int MOST = 64;

  private final LinkedHashMap<Integer, Person> bySpeaker = new LinkedHashMap<>();

  /// Somebody who speaks.
  ///
  /// @param id of the device's own; `user` is who wears it
  record Person(String id) {
    boolean isUser() {
      return id.equals(SELF);
    }
  }

  void assign(int speaker, String person) {
    bySpeaker.remove(speaker);
    if (bySpeaker.size() >= MOST) {
      bySpeaker.pollFirstEntry();
    }
    bySpeaker.put(speaker, new Person(person));
  }

  /// Who this speaker is, or null when nobody said.
  @Nullable
  Person of(int speaker) {
    return bySpeaker.get(speaker);
  }
}
