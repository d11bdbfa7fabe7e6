package dev.earshot.firestore;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.firestore.FirestoreException;
import dev.earshot.firestore.StoreException.Late;
import dev.earshot.firestore.StoreException.Lost;
import dev.earshot.firestore.StoreException.Refused;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/// What an error of the client means. Its own message stays in the cause.
final class Failures {
  private Failures() {}

  /// What the service said, however the client has wrapped it.
  static Optional<Code> codeOf(Throwable failure) {
    for (var at = failure; at != null; at = at.getCause()) {
      if (at instanceof FirestoreException e && e.getStatus() != null) {
        return Optional.of(e.getStatus().getCode());
      }
      if (at instanceof ApiException e) {
        return Optional.of(Code.valueOf(e.getStatusCode().getCode().name()));
      }
    }
    return Optional.empty();
  }

  static boolean is(Throwable failure, Code code) {
    return codeOf(failure).filter(code::equals).isPresent();
  }

  /// The error that callers know.
  static Throwable told(Throwable failure, Duration deadline) {
    if (failure instanceof StoreException || failure instanceof IllegalArgumentException) {
      return failure;
    }
    if (failure instanceof TimeoutException) {
      return new Late(deadline, failure);
    }
    return codeOf(failure).<Throwable>map(code -> told(code, failure, deadline))
        .orElseGet(() -> new Lost("no connection or a broken one", failure));
  }

  /// What is not found when a month's document was made three times is the database itself.
  private static StoreException told(Code code, Throwable failure, Duration deadline) {
    return switch (code) {
      case DEADLINE_EXCEEDED -> new Late(deadline, failure);
      case PERMISSION_DENIED, UNAUTHENTICATED, INVALID_ARGUMENT, FAILED_PRECONDITION, NOT_FOUND,
          UNIMPLEMENTED, OUT_OF_RANGE ->
        new Refused(code.name(), failure);
      case OK, CANCELLED, UNKNOWN, ALREADY_EXISTS, RESOURCE_EXHAUSTED, ABORTED, INTERNAL,
          UNAVAILABLE, DATA_LOSS ->
        new Lost(code.name(), failure);
    };
  }
}
