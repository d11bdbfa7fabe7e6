package dev.earshot.gateway.dialect;

import dev.earshot.gateway.dialect.BadRequestException.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Why a request does not become a stream.
public sealed interface Refusal {
  /// The status of the HTTP answer.
  int status();

  /// One word for a program.
  String error();

  /// What is wrong and what was expected, for a person.
  String message();

  /// Parameters that cannot be honoured.
  record BadRequest(List<Problem> problems) implements Refusal {
    public BadRequest {
      problems = List.copyOf(problems);
    }

    /// One thing is wrong.
    public static BadRequest with(String name, String value, String expected) {
      return new BadRequest(List.of(new Problem(name, value, expected)));
    }

    @Override
    public int status() {
      return 400;
    }

    @Override
    public String error() {
      return "bad_request";
    }

    @Override
    public String message() {
      return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }
  }

  /// Who it is from is not known, or not any more.
  record NotKnown(Why why) implements Refusal {
    /// What is wrong with what was shown.
    public enum Why {
      /// Nothing was shown.
      MISSING("no key was shown"),
      /// It is nobody's.
      UNKNOWN("the key is nobody's"),
      /// Its time is over.
      EXPIRED("the token has expired"),
      /// Somebody took it back.
      REVOKED("the key was revoked");

      private final String text;

      Why(String text) {
        this.text = text;
      }
    }

    @Override
    public int status() {
      return 401;
    }

    @Override
    public String error() {
      return "unauthorized";
    }

    @Override
    public String message() {
      return "key: " + why.text + " (expected: a key or token of this gateway)";
    }
  }

  /// Nothing is left to pay with.
  record NoCredit() implements Refusal {
    @Override
    public int status() {
      return 402;
    }

    @Override
    public String error() {
      return "no_credit";
    }

    @Override
    public String message() {
      return "credit: none left (expected: more than 0 ms)";
    }
  }

  /// Who it is from may not do this.
  record NotAllowed(String message) implements Refusal {
    @Override
    public int status() {
      return 403;
    }

    @Override
    public String error() {
      return "forbidden";
    }
  }

  /// The account does too much at once.
  record TooMany(String message, Duration retryAfter) implements Refusal {
    @Override
    public int status() {
      return 429;
    }

    @Override
    public String error() {
      return "too_many";
    }
  }

  /// There is no room now.
  record Busy(String message, Duration retryAfter) implements Refusal {
    @Override
    public int status() {
      return 503;
    }

    @Override
    public String error() {
      return "busy";
    }
  }

  /// It is no request for a stream, at a path where streams begin.
  record NoUpgrade() implements Refusal {
    @Override
    public int status() {
      return 426;
    }

    @Override
    public String error() {
      return "upgrade_required";
    }

    @Override
    public String message() {
      return "upgrade: expected a WebSocket handshake (RFC 6455)";
    }
  }
}
