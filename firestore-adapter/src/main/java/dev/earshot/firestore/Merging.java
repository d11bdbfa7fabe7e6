package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Precondition;
import dev.earshot.firestore.DocumentOperations.Kind;
import dev.earshot.firestore.StoreException.Lost;
import io.grpc.Status.Code;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Writes a document by what it says, and looks again when somebody wrote in between: without a
/// transaction, whose lock a contended document would wait for.
final class Merging {
  private static final int TRIES = 20;
  private static final Set<Code> SOMEBODY_CAME = EnumSet.of(Code.FAILED_PRECONDITION,
      Code.ALREADY_EXISTS, Code.NOT_FOUND, Code.ABORTED);

  private final Calls calls;

  Merging(Calls calls) {
    this.calls = calls;
  }

  /// What becomes of a document.
  ///
  /// @param fields all of them; null where it stays as it is
  /// @param value for whoever asked
  record Outcome<T>(@Nullable Map<String, Object> fields, T value) {}

  /// One read, and one write where something changes.
  <T> Mono<T> merge(Function<Firestore, DocumentReference> which,
      Function<DocumentSnapshot, Outcome<T>> change) {
    return merge(which, change, TRIES);
  }

  private <T> Mono<T> merge(Function<Firestore, DocumentReference> which,
      Function<DocumentSnapshot, Outcome<T>> change, int tries) {
    if (tries == 0) {
      return Mono.error(new Lost("a document changed " + TRIES + " times meanwhile", null));
    }
    return calls.read(Kind.BILLING_READ, which).flatMap(found -> {
      var outcome = change.apply(found);
      var fields = outcome.fields();
      return fields == null
          ? Mono.just(outcome.value())
          : write(found, fields).thenReturn(outcome.value())
              .onErrorResume(failure -> Failures.codeOf(failure)
                  .filter(SOMEBODY_CAME::contains)
                  .isPresent(), _ -> merge(which, change, tries - 1));
    });
  }

  private Mono<Void> write(DocumentSnapshot found, Map<String, Object> fields) {
    return calls.commit(writes -> {
      var batch = writes.as(Kind.BILLING_WRITE);
      if (found.exists()) {
        batch.update(found.getReference(), fields,
            Precondition.updatedAt(Objects.requireNonNull(found.getUpdateTime())));
      } else {
        batch.create(found.getReference(), fields);
      }
    });
  }
}
