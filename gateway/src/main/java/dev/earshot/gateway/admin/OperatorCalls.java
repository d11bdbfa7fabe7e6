package dev.earshot.gateway.admin;

import dev.earshot.core.operator.OperatorScope;
import dev.earshot.gateway.dialect.ApiProblem;
import dev.earshot.gateway.dialect.Reply;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// What operators do at the port of the streams: for whoever has a key of the operations port that opens
/// it, and in the same log as what is done there.
public record OperatorCalls(AdminDoor door, AuditTrail trail) {
  /// What is done.
  ///
  /// @param scope what a key has to open
  /// @param action as the log names it, such as `testers.create`
  /// @param account whom it is about; empty for nobody
  /// @param thing what it is about beside; empty for nothing
  public record Deed(OperatorScope scope, String action, String account, String thing) {
    private String subject() {
      return account.isEmpty()
          ? thing
          : AuditTrail.hashed(account) + (thing.isEmpty() ? "" : " " + thing);
    }
  }

  /// The answer, once what was asked for stands in the log; empty for a key that is nobody's, of which
  /// nothing is written. Cold; fails where it cannot be written down, and then it is not done.
  ///
  /// @param what is asked for where somebody has the key
  /// @param change must not fail, for what came of it is written down
  public Mono<Reply> answer(String key, Supplier<Deed> what, Mono<Reply> change) {
    return door.holder(key).flatMap(known -> {
      var deed = what.get();
      return trail.around(known, deed.action(), deed.subject(),
          known.opens(deed.scope()) ? change : Mono.fromSupplier(() -> refused(deed.scope())));
    });
  }

  private static Reply refused(OperatorScope scope) {
    return ApiProblem.FORBIDDEN.reply(
        "scope: " + scope.word() + " missing (expected: a key of the operations port that has it)");
  }
}
