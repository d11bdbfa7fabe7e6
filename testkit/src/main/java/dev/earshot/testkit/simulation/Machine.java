package dev.earshot.testkit.simulation;

import dev.earshot.testkit.simulation.SimulatedTime.Task;
import java.util.ArrayList;
import java.util.List;

/// One process on one computer: it runs, stands still, or is gone for good. What it sees as the time is
/// its own.
final class Machine {
  private enum State {
    RUNNING, FROZEN, DEAD
  }

  private final String name;
  private List<Task> parked = new ArrayList<>();
  private State state = State.RUNNING;
  private long clockMs;

  /// @param clockMs by how much its clock is ahead of the true time
  Machine(String name, long clockMs) {
    this.name = name;
    this.clockMs = clockMs;
  }

  /// By how much its clock is ahead of the true time.
  long clockMs() {
    return clockMs;
  }

  void stepClock(long ms) {
    clockMs += ms;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  boolean isFrozen() {
    return state == State.FROZEN;
  }

  boolean isDead() {
    return state == State.DEAD;
  }

  void freeze() {
    if (state == State.RUNNING) {
      state = State.FROZEN;
    }
  }

  /// Gives what waits to be done.
  List<Task> wake() {
    if (state == State.FROZEN) {
      state = State.RUNNING;
    }
    var missed = parked;
    parked = new ArrayList<>();
    return missed;
  }

  void kill() {
    state = State.DEAD;
    parked.clear();
  }

  void park(Task task) {
    parked.add(task);
  }

  @Override
  public String toString() {
    return name;
  }
}
