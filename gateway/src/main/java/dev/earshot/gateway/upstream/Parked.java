package dev.earshot.gateway.upstream;

import dev.earshot.core.recogniser.RecogniserException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A wire that waits for its leg. What the recogniser says before there is one is kept, within bounds, and
/// told to the leg as if it came then. On the wire's loop, but for [#isOpen].
final class Parked implements Wire.Listener {
  private static final int MOST_MESSAGES = 16;
  private static final int MOST_CHARACTERS = 64 * 1_024;

  /// So many questions for a sign of life stay unanswered before the wire is given up.
  private static final int MOST_UNANSWERED = 2;

  private final Switchboard switchboard;
  private final Target target;
  private final Loop loop;
  private final Deque<Consumer<Wire.Listener>> early = new ArrayDeque<>();
  private @Nullable Wire wire;
  private int characters;
  private int unanswered;
  private boolean taken;
  private volatile boolean open;
  private volatile boolean gone;

  /// Calls.
  Parked(Switchboard switchboard, Target target, Loop loop) {
    this.switchboard = switchboard;
    this.target = target;
    this.loop = loop;
    loop.execute(() -> wire = switchboard.open(target, loop, this));
  }

  Loop loop() {
    return loop;
  }

  boolean isOpen() {
    return open && !gone;
  }

  boolean isGone() {
    return gone;
  }

  /// A sign of life, and the question for one.
  void stayAlive(List<Frame> idle) {
    var to = wire;
    if (to == null || !isOpen() || taken) {
      return;
    }
    if (unanswered++ >= MOST_UNANSWERED) {
      leave();
      return;
    }
    to.send(idle, () -> {});
    to.ping();
  }

  /// Nobody needs it any more.
  void leave() {
    var to = wire;
    if (to != null && !taken) {
      gone = true;
      to.cut();
    }
  }

  /// The wire is this leg's: another one is opened where it has gone in the meantime.
  Wire handOver(Wire.Listener leg) {
    var to = wire;
    if (gone || to == null) {
      return switchboard.open(target, loop, leg);
    }
    taken = true;
    loop.execute(() -> { // when the leg has its wire in hand
      to.handOver(leg);
      leg.opened();
      early.forEach(message -> message.accept(leg));
      early.clear();
    });
    return to;
  }

  @Override
  public void opened() {
    open = true;
  }

  @Override
  public void text(String text) {
    keep(text.length(), listener -> listener.text(text));
  }

  @Override
  public void binary(ByteBuffer bytes) {
    var copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    keep(copy.remaining(), listener -> listener.binary(copy.duplicate()));
  }

  @Override
  public void pong() {
    unanswered = 0;
  }

  @Override
  public void writable() {}

  @Override
  public void closed(int code, String reason) {
    end(listener -> listener.closed(code, reason));
  }

  @Override
  public void failed(RecogniserException why) {
    end(listener -> listener.failed(why));
  }

  private void keep(int size, Consumer<Wire.Listener> message) {
    unanswered = 0;
    characters += size;
    if (early.size() == MOST_MESSAGES || characters > MOST_CHARACTERS) {
      leave();
    } else {
      early.add(message);
    }
  }

  private void end(Consumer<Wire.Listener> how) {
    if (taken) {
      early.add(how);
    } else {
      gone = true;
    }
  }
}
