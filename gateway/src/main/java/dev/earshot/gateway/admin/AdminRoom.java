package dev.earshot.gateway.admin;

import dev.earshot.core.operator.OperatorScope;
import reactor.core.publisher.Mono;

/// A part of the operations port's `/admin` pages: all that is at one path and under it. To add one,
/// implement this and name it in `Offices`; who may come in, and the log of what was changed, is done by
/// [AdminPages].
public interface AdminRoom {
  /// Where it is, such as `/admin/keys`.
  String path();

  /// What a key has to open.
  OperatorScope scope();

  /// An object as JSON; empty where there is no such page or thing. Cold; fails with
  /// [IllegalArgumentException] for what cannot be honoured, and with
  /// [dev.earshot.gateway.dialect.ProblemException].
  ///
  /// @param uri begins with the path; with the query
  Mono<String> answer(String method, String uri, String body);

  /// What was expected, where it was empty: `name: unknown (expected: ...)`.
  String expected();
}
