package dev.earshot.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// Runs calls of scripts, all in one round trip; where a server does not know a script yet, in two.
final class Scripts {
  private final Wire wire;

  Scripts(Wire wire) {
    this.wire = wire;
  }

  /// What each call has said, in their order. Fails when one of them did; the others are done then.
  ///
  /// @param beside commands for the same round trip, for whoever asks to look at
  Mono<List<List<Object>>> run(List<Script.Call> calls,
      List<? extends AsyncCommand<String, String, ?>> beside) {
    var brief = calls.stream().map(Script.Call::brief).toList();
    return wire.<AsyncCommand<String, String, ?>>send(
        () -> Stream.<AsyncCommand<String, String, ?>>concat(brief.stream(), beside.stream())
            .toList())
        .flatMap(_ -> isUnknown(brief) ? again(calls, brief) : Mono.just(values(brief)));
  }

  private Mono<List<List<Object>>> again(List<Script.Call> calls,
      List<AsyncCommand<String, String, List<Object>>> brief) {
    var all = new ArrayList<AsyncCommand<String, String, List<Object>>>();
    var whole = new ArrayList<AsyncCommand<String, String, List<Object>>>();
    for (var i = 0; i < calls.size(); i++) {
      if (isUnknown(brief.get(i))) {
        whole.add(calls.get(i).whole());
        all.add(whole.getLast());
      } else {
        all.add(brief.get(i));
      }
    }
    return wire.send(() -> whole).map(_ -> values(all));
  }

  private static boolean isUnknown(List<AsyncCommand<String, String, List<Object>>> brief) {
    return brief.stream().anyMatch(Scripts::isUnknown);
  }

  private static boolean isUnknown(AsyncCommand<String, String, List<Object>> command) {
    return command.isCompletedExceptionally()
        && command.exceptionNow() instanceof RedisNoScriptException;
  }

  private static List<List<Object>> values(
      List<AsyncCommand<String, String, List<Object>>> commands) {
    return commands.stream().map(AsyncCommand::join).toList();
  }
}
