package dev.earshot.load.faults;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One fault, or two at once.
///
/// @param faults in the order in which they begin and end
record Scene(List<Fault> faults) {
  Scene {
    if (faults.isEmpty() || faults.size() > 2) {
      throw new IllegalArgumentException("faults: " + faults.size() + " (expected: 1 or 2)");
    }
    faults = List.copyOf(EnumSet.copyOf(faults));
  }

  static List<Scene> singles() {
    return EnumSet.allOf(Fault.class).stream().map(fault -> new Scene(List.of(fault))).toList();
  }

  /// Each fault, and each with each other.
  static List<Scene> all() {
    var all = new ArrayList<>(singles());
    for (var first : Fault.values()) {
      for (var second : Fault.values()) {
        if (first.compareTo(second) < 0) {
          all.add(new Scene(List.of(first, second)));
        }
      }
    }
    return all;
  }

  /// Those among all that have one of these names.
  ///
  /// @throws IllegalArgumentException where a name is none
  static List<Scene> named(Set<String> names) {
    var found = all().stream().filter(scene -> names.contains(scene.name())).toList();
    if (found.size() < names.size()) {
      throw new IllegalArgumentException("only: " + String.join(",", names)
          + " (expected: names of --list)");
    }
    return found;
  }

  /// As the command line and the tables name it.
  String name() {
    return faults.stream().map(Fault::wireName).collect(Collectors.joining("+"));
  }

  /// What is done, in a line.
  String what() {
    return faults.stream().map(Fault::what).collect(Collectors.joining("; "));
  }

  Bounds bounds() {
    return faults.stream().map(Fault::bounds).reduce(Bounds::and).orElseThrow();
  }
}
