package dev.earshot.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.operator.AuditLog;
import dev.earshot.core.operator.Deed;
import dev.earshot.core.operator.OperatorKey;
import dev.earshot.gateway.admin.AdminPages.Answer;
import dev.earshot.gateway.dialect.ClientJson;
import dev.earshot.gateway.dialect.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Writes every change into the log of the operations port before it is done, and what came of it after.
///
/// An account is written as `account:` and the first 16 hexadecimal digits of the SHA-256 of its name: so
/// whoever looks for one finds it, and the log may outlive an account that was deleted.
///
/// @param deadline for each of the two writes
public record AuditTrail(AuditLog log, InstantSource clock, Duration deadline) {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final JsonMapper JSON = ClientJson.ready(new JsonMapper());
  private static final Set<String> OF_ACCOUNTS = Set.of("credits", "accounts");
  private static final int LONGEST_VERB = 32;
  private static final int LONGEST_SUBJECT = 64;
  /// That a deed can hold.
  private static final int MOST_SUBJECT = 128;

  /// The answer, once what was asked for stands in the log; where that is not possible nothing is done,
  /// and it fails. Cold.
  Mono<Answer> around(OperatorKey by, String method, String uri, String body,
      Mono<Answer> change) {
    return around(() -> deed(by, method, uri, body), change, Answer::status);
  }

  /// The same of a change that has a name.
  ///
  /// @param subject never the name of an account, cut to what a deed can hold
  Mono<Reply> around(OperatorKey by, String action, String subject, Mono<Reply> change) {
    return around(() -> Deed.begun(clock.instant(), by.id(), action, cut(subject, MOST_SUBJECT)),
        change, Reply::status);
  }

  private <T> Mono<T> around(Supplier<Deed> deed, Mono<T> change, ToIntFunction<T> status) {
    return Mono.defer(() -> log.begin(deed.get()))
        .timeout(deadline)
        .flatMap(number -> change.flatMap(answer -> Mono
            .defer(() -> log.end(number, status.applyAsInt(answer)))
            .timeout(deadline)
            .onErrorResume(why -> {
              LOG.warn("deed {}: what came of it is not written down: {}", number, why.toString());
              return Mono.empty();
            })
            .thenReturn(answer)));
  }

  private Deed deed(OperatorKey by, String method, String uri, String body) {
    var path = uri.split("\\?", 2)[0].substring(AdminPages.PREFIX.length()).split("/", -1);
    var verb = path.length > 2 ? path[2] : switch (method) {
      case "POST" -> "create";
      case "DELETE" -> "delete";
      default -> method.toLowerCase(Locale.ROOT);
    };
    return Deed.begun(clock.instant(), by.id(), cut(path[0], LONGEST_VERB) + "."
        + cut(verb, LONGEST_VERB - 1), subject(path, body));
  }

  private static String subject(String[] path, String body) {
    if (path.length < 2 || path[1].isEmpty()) {
      var account = accountIn(body);
      return account.isEmpty() ? "" : hashed(account);
    }
    return OF_ACCOUNTS.contains(path[0]) ? hashed(decoded(path[1])) : cut(path[1], LONGEST_SUBJECT);
  }

  /// An account, as it is written.
  static String hashed(String account) {
    return "account:" + KeyHash.of(account).id();
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part; // nobody's name
    }
  }

  private static String accountIn(String body) {
    try {
      return body.isBlank() ? "" : JSON.readTree(body).path("account").asText("");
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }
}
