package dev.earshot.gateway.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one method does at one path.
///
/// @param method in capitals
/// @param path with its variable parts in braces, such as `/v1/apps/{id}`
/// @param summary one sentence
/// @param keyed whether only who shows a key or token comes in
/// @param body of the request; null where none is read
/// @param answers what comes back when all is well, by its status
/// @param errors in what words errors are told
public record Operation(String method, String path, String summary, boolean keyed,
    List<Parameter> parameters, @Nullable Shape body, Map<Integer, Answer> answers,
    Errors errors) {
  /// In what words errors are told.
  public enum Errors {
    /// As RFC 9457 has it.
    PROBLEM,
    /// As the clients of a dialect expect them.
    OF_THE_DIALECT
  }

  /// What comes back.
  ///
  /// @param shape null for an answer without a body
  public record Answer(String what, @Nullable Shape shape) {}

  public Operation {
    if (!method.matches("[A-Z]+") || !path.startsWith("/")) {
      throw new IllegalArgumentException("operation: " + method + " " + path
          + " (expected: such as GET /v1/apps/{id})");
    }
    parameters = List.copyOf(parameters);
    answers = Map.copyOf(answers);
  }

  /// An operation that takes nothing and tells nothing yet.
  public static Operation of(String method, String path, String summary) {
    return new Operation(method, path, summary, false, List.of(), null, Map.of(), Errors.PROBLEM);
  }

  /// A request that becomes a WebSocket.
  public static Operation stream(String path) {
    return of("GET", path, "A stream of sound and words over a WebSocket (RFC 6455).")
        .withKey()
        .telling(101, "the stream begins")
        .inItsOwnWords();
  }

  /// The same for those only who show a key or token.
  public Operation withKey() {
    return new Operation(method, path, summary, true, parameters, body, answers, errors);
  }

  /// The same with one more parameter.
  public Operation taking(Parameter more) {
    var all = new ArrayList<>(parameters);
    all.add(more);
    return new Operation(method, path, summary, keyed, all, body, answers, errors);
  }

  /// The same with a body of JSON.
  public Operation reading(Shape json) {
    return new Operation(method, path, summary, keyed, parameters, json, answers, errors);
  }

  /// The same with one more answer, which has no body.
  public Operation telling(int status, String what) {
    return answering(status, new Answer(what, null));
  }

  /// The same with one more answer.
  public Operation telling(int status, String what, Shape json) {
    return answering(status, new Answer(what, json));
  }

  /// The same with errors as the clients of a dialect expect them.
  public Operation inItsOwnWords() {
    return new Operation(method, path, summary, keyed, parameters, body, answers,
        Errors.OF_THE_DIALECT);
  }

  private Operation answering(int status, Answer answer) {
    var all = new TreeMap<>(answers);
    all.put(status, answer);
    return new Operation(method, path, summary, keyed, parameters, body, all, errors);
  }
}
