package dev.earshot.load.credits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Some instances, each a process, whose clocks and ours go together; and what happens at which second.
final class Crew implements AutoCloseable {
  private final Hand clock;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final TreeMap<Long, List<Runnable>> plan = new TreeMap<>();
  private int openStreams;

  /// @param folder in which each gets a folder of its own
  /// @param trembleMs of the instances' clocks
  /// @param clock is set to its start
  Crew(Backing.Place place, Path folder, int instances, long seed, long trembleMs, Hand clock) {
    this.clock = clock;
    clock.reset();
    for (var i = 0; i < instances; i++) {
      try {
        workers.add(WorkerProcess.start(place, Files.createTempDirectory(folder, "instance"),
            seed + i, trembleMs));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// What is to happen at the beginning of a second.
  void at(long second, Runnable action) {
    plan.computeIfAbsent(second, _ -> new ArrayList<>()).add(action);
  }

  /// Lets a client in on one of the instances.
  void openAt(long second, int instance, String key, long seconds) {
    at(second, () -> {
      var worker = workers.get(instance % workers.size());
      worker.say("open " + key + " " + seconds);
      worker.answer();
      openStreams++;
    });
  }

  /// Lets seconds pass until this is so, and fails when it is not within so many.
  void stepUntil(BooleanSupplier done, long within) {
    for (var until = clock.seconds() + within; !done.getAsBoolean();) {
      if (clock.seconds() >= until) {
        throw new IllegalStateException("second " + clock.seconds()
            + ": not there yet (expected: within " + within + " seconds)");
      }
      step();
    }
  }

  /// Lets so many seconds pass.
  void step(long seconds) {
    for (var i = 0L; i < seconds; i++) {
      step();
    }
  }

  /// Lets the clock go on until everybody has hung up.
  void stepToTheEnd(long within) {
    stepUntil(() -> openStreams == 0 && plan.isEmpty(), within);
  }

  long now() {
    return clock.seconds();
  }

  Counts counts() {
    return workers.stream().map(WorkerProcess::counts).reduce(Counts.NONE, Counts::plus);
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
  }

  private void step() {
    for (var due = plan.remove(clock.seconds()); due != null; due = plan.remove(clock.seconds())) {
      due.forEach(Runnable::run);
    }
    workers.forEach(worker -> worker.say("step"));
    openStreams = workers.stream().mapToInt(worker -> worker.answer().path("open").asInt()).sum();
    clock.turn();
  }
}
