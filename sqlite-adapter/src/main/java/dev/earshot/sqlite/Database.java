package dev.earshot.sqlite;

import dev.earshot.sqlite.StoreException.Closed;
import dev.earshot.sqlite.StoreException.Full;
import dev.earshot.sqlite.StoreException.Lost;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The open file and the one thread that touches it, in the order in which it was asked.
///
/// What waits is bounded; beyond it the answer is [Full], at once: a caller is an event loop and is
/// never made to wait. Answers come on Reactor's parallel threads, so that nobody's next step holds
/// up the file. Work that is cancelled before its turn is not done.
final class Database implements AutoCloseable {
  private static final Duration LAST_WORK = Duration.ofSeconds(10);

  private final Sql sql;
  private final Scheduler thread;
  private final int limit;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param limit how much may wait
  Database(Path file, int limit) {
    this(SqliteFile.open(file), limit);
  }

  /// @param sql the open file, which is closed with it
  Database(Sql sql, int limit) {
    this.sql = sql;
    this.limit = limit;
    this.thread = Schedulers.newBoundedElastic(1, limit, "earshot-sqlite", Integer.MAX_VALUE, true);
  }

  /// A read of one statement, or a write of one.
  <T> Mono<T> ask(Work<T> work) {
    return Mono.fromCallable(() -> work.on(sql))
        .subscribeOn(thread)
        .onErrorMap(SQLException.class, Database::lost)
        .onErrorMap(RejectedExecutionException.class, this::refused)
        .publishOn(Schedulers.parallel());
  }

  /// A read that may find nothing.
  <T> Mono<T> find(Work<Optional<T>> work) {
    return ask(work).flatMap(Mono::justOrEmpty);
  }

  /// All of the work or none of it.
  <T> Mono<T> askWhole(Work<T> work) {
    return ask(sql -> sql.whole(work));
  }

  /// Finishes what was asked and lets go of the file. Waits for it, so not on an event loop.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      thread.disposeGracefully().timeout(LAST_WORK).onErrorComplete().block();
      try {
        sql.close();
      } catch (SQLException e) {
        throw lost(e);
      }
    }
  }

  private static StoreException lost(SQLException e) {
    return new Lost("sqlite: " + e.getMessage(), e);
  }

  private StoreException refused(RejectedExecutionException e) {
    return closed.get() ? new Closed(e) : new Full(limit, e);
  }
}
