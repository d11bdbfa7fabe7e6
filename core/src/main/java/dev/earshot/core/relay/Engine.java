package dev.earshot.core.relay;

import dev.earshot.core.recogniser.Recogniser;

/// A recogniser that streams may be given to.
///
/// @param name as the configuration has it; several places that serve the same one share it
/// @param place where it is, for operators: a host, a folder, `here`; never a key
/// @param credential what is refused together: engines that show the same key share it
/// @param recogniser the thing itself
public record Engine(String name, String place, String credential, Recogniser recogniser) {
  public Engine {
    if (name.isBlank() || place.isBlank() || credential.isBlank()) {
      throw new IllegalArgumentException("name: '" + name + "', place: '" + place
          + "' (expected: neither these nor the credential blank)");
    }
  }

  /// One of this house, which shows no key.
  public Engine(String name, Recogniser recogniser) {
    this(name, "here", name, recogniser);
  }
}
