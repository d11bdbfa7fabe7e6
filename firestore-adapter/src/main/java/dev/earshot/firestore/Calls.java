package dev.earshot.firestore;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.AggregateQuery;
import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldMask;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QuerySnapshot;
import com.google.cloud.firestore.WriteBatch;
import dev.earshot.firestore.DocumentOperations.Kind;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/// Everything that is sent to Firestore: through the bulkhead, on threads of our own, counted.
///
/// A connection that broke (`UNAVAILABLE`) is worth a second try, of writes as well: each batch either
/// creates a document, which is possible once, or writes what is there already.
final class Calls implements AutoCloseable {
  private static final int THREADS = 2;
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Connection connection;
  private final Duration deadline;
  private final DocumentOperations operations;
  private final ExecutorService threads;
  private final Bulkhead bulkhead;
  private final AtomicBoolean closed = new AtomicBoolean();

  Calls(StoreSettings settings, DocumentOperations operations) {
    this.connection = new Connection(settings);
    this.deadline = settings.deadline();
    this.operations = operations;
    var number = new AtomicInteger();
    this.threads = Executors.newFixedThreadPool(THREADS, work -> {
      var thread = new Thread(work, "earshot-firestore-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
    this.bulkhead = new Bulkhead(settings.inFlight(), settings.waiting(), threads);
  }

  /// Puts the deadline around all that one question takes. Its answer comes on Reactor's parallel
  /// threads, so that nobody's next step holds up ours.
  <T> Mono<T> within(Mono<T> question) {
    return question.timeout(deadline)
        .onErrorMap(failure -> Failures.told(failure, deadline))
        .publishOn(Schedulers.parallel());
  }

  /// One document, there or not.
  Mono<DocumentSnapshot> read(Kind kind, Function<Firestore, DocumentReference> which) {
    return send(store -> {
      operations.sent(kind);
      return which.apply(store).get();
    });
  }

  /// One field of one document: as many reads, fewer bytes.
  Mono<DocumentSnapshot> read(Kind kind, Function<Firestore, DocumentReference> which,
      String field) {
    return send(store -> {
      operations.sent(kind);
      return which.apply(store).get(FieldMask.of(field));
    });
  }

  /// Documents by their names, there or not, in this order; one read for each.
  Mono<List<DocumentSnapshot>> readAll(Kind kind,
      Function<Firestore, List<DocumentReference>> which) {
    return send(store -> {
      var all = which.apply(store);
      all.forEach(_ -> operations.sent(kind));
      return store.getAll(all.toArray(DocumentReference[]::new));
    });
  }

  /// What a question finds: one document read for each, and one where there is none.
  Mono<QuerySnapshot> find(Kind kind, Function<Firestore, Query> which) {
    return send(store -> {
      operations.sent(kind);
      return which.apply(store).get();
    });
  }

  Mono<AggregateQuerySnapshot> sum(Function<Firestore, AggregateQuery> which) {
    return send(store -> {
      operations.sent(Kind.HOURS_SUM);
      return which.apply(store).get();
    });
  }

  /// All of the writes or none of them.
  Mono<Void> commit(Consumer<Writes> writes) {
    return send(store -> {
      var batch = store.batch();
      writes.accept(new Writes(store, batch, operations));
      return batch.commit();
    }).then();
  }

  /// Writes of one batch, each with its name in the bill.
  record Writes(Firestore store, WriteBatch batch, DocumentOperations operations) {
    WriteBatch as(Kind kind) {
      operations.sent(kind);
      return batch;
    }
  }

  private <T> Mono<T> send(Function<Firestore, ApiFuture<T>> call) {
    return bulkhead.pass(() -> call.apply(connection.client()))
        .retryWhen(Retry.backoff(1, AGAIN)
            .filter(failure -> Failures.is(failure, Code.UNAVAILABLE))
            .onRetryExhaustedThrow((_, signal) -> signal.failure()));
  }

  /// Waits up to the deadline for what is under way, then lets go of the connection and the threads.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    bulkhead.close(deadline.multipliedBy(2));
    try {
      connection.close();
    } finally {
      threads.shutdown();
      awaitThreads();
    }
  }

  private void awaitThreads() {
    try {
      if (!threads.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
