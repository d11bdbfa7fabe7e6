package dev.earshot.gateway.upstream.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a server calls an error. Most are about one message of ours and change nothing else; after some the
/// session is of no use. The message itself is not kept: it may quote what was said.
///
/// @param type the family; empty where it says none
/// @param code one word for a program; empty where it says none
/// @param eventId which message of ours it is about; null where it does not say
record Complaint(String type, String code, @Nullable String eventId) {
  private static final Duration FULL = Duration.ofSeconds(5);
  private static final Pattern WORD = Pattern.compile("[\\w.-]{1,64}");

  /// The operator mends these.
  private static final Set<String> REFUSED = Set.of("insufficient_quota", "invalid_api_key",
      "billing_hard_limit_reached", "account_deactivated", "authentication_error",
      "permission_error", "model_not_found", "invalid_model", "model_not_validated",
      "NotFoundError");
  private static final Set<String> BUSY = Set.of("rate_limit_exceeded", "rate_limit_error",
      "server_overloaded", "slow_down", "requests", "tokens");
  /// Sound or words are lost with these, or the session is over.
  private static final Set<String> LOST = Set.of("session_expired", "session_idle", "server_error",
      "audio_buffer_overflow", "processing_error", "invalid_audio", "internal_error",
      "slow_reader", "too_many_errors", "invalid_frame");

  /// Of an event that holds one, as an object or, as vLLM has it, as a text with its code beside it.
  static Complaint of(JsonNode event) {
    var error = event.path("error");
    var about = error.isObject() ? error : event;
    var id = error.path("event_id");
    return new Complaint(error.isObject() ? word(error.path("type")) : "",
        word(about.path("code")), id.isTextual() ? id.textValue() : null);
  }

  /// Whether it is about a commit that found nothing to commit. speaches has no code for it.
  boolean isEmptyCommit() {
    return code.equals("input_audio_buffer_commit_empty")
        || (code.isEmpty() && eventId == null && type.equals("invalid_request_error"));
  }

  /// What it ends the leg with; null where it does not.
  @Nullable
  RecogniserException fatal() {
    if (isOne(REFUSED)) {
      return new Refused(toString());
    }
    if (isOne(BUSY)) {
      return new Busy(toString(), FULL);
    }
    return isOne(LOST) ? new Lost(toString()) : null;
  }

  /// What it ends the leg with where words are missing.
  RecogniserException loss() {
    var fatal = fatal();
    return fatal == null ? new Lost(toString()) : fatal;
  }

  private boolean isOne(Set<String> kind) {
    return kind.contains(code) || kind.contains(type);
  }

  @Override
  public String toString() {
    return "error: " + (code.isEmpty() ? type.isEmpty() ? "unnamed" : type : code);
  }

  /// Only what is plainly a word: it goes into messages.
  private static String word(JsonNode json) {
    return json.isTextual() && WORD.matcher(json.textValue()).matches() ? json.textValue() : "";
  }
}
