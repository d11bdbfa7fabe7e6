package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.gateway.dialect.BadRequestException.Problem;
import dev.earshot.gateway.dialect.deepgram.Parameter.Treatment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of a request one by one and collects everything that is wrong with them.
final class ListenQuery {
  private static final int LONGEST = 128;
  private static final int LONGEST_TERM = 512;
  private static final int MOST_TERMS = 200;
  private static final int MOST = 32;
  private static final int PAIRS_BYTES = 2_048;
  private static final Set<String> FLAGS = Set.of("true", "false");

  private final Map<String, List<String>> query;
  private final SequencedMap<String, Problem> problems = new LinkedHashMap<>();

  /// Reads a query: every known parameter of it is checked for its kind.
  ///
  /// @param query decoded, each name with all its values
  ListenQuery(Map<String, List<String>> query) {
    this.query = query;
    query.forEach((name, values) -> Parameter.of(name).ifPresent(known -> check(known, values)));
  }

  private void check(Parameter parameter, List<String> values) {
    if (parameter.treatment() == Treatment.REFUSED) {
      refuse(parameter, "not given: results go to the socket");
      return;
    }
    switch (parameter.kind()) {
      case FLAG -> {
        if (values.size() != 1 || !FLAGS.contains(lower(values.getFirst()))) {
          refuse(parameter, "true or false, once");
        }
      }
      case NAME -> texts(parameter, values, LONGEST, 1);
      case LABELS -> texts(parameter, values, LONGEST, MOST);
      case TERMS -> texts(parameter, values, LONGEST_TERM, MOST_TERMS);
      case PAIRS -> {
        if (values.size() > MOST || bytes(values) > PAIRS_BYTES
            || !values.stream().allMatch(pair -> pair.indexOf(':') > 0)) {
          refuse(parameter, "name:value, at most " + MOST + " times and " + PAIRS_BYTES
              + " bytes together");
        }
      }
    }
  }

  private void texts(Parameter parameter, List<String> values, int longest, int most) {
    if (values.size() > most
        || values.stream().anyMatch(value -> value.isEmpty() || value.length() > longest)) {
      refuse(parameter, "1.." + longest + " characters, "
          + (most == 1 ? "once" : "at most " + most + " times"));
    }
  }

  /// The value; null where it was not given.
  @Nullable
  String text(Parameter parameter) {
    var values = query.get(parameter.wireName());
    return values == null ? null : values.getFirst();
  }

  String text(Parameter parameter, String otherwise) {
    var text = text(parameter);
    return text == null ? otherwise : text;
  }

  boolean flag(Parameter parameter) {
    return flag(parameter, false);
  }

  boolean flag(Parameter parameter, boolean otherwise) {
    return lower(text(parameter, String.valueOf(otherwise))).equals("true");
  }

  List<String> labels(Parameter parameter) {
    return query.getOrDefault(parameter.wireName(), List.of());
  }

  /// Each name with the last value that was given for it, in the order of the names.
  SequencedMap<String, String> pairs(Parameter parameter) {
    var pairs = new LinkedHashMap<String, String>();
    for (var pair : labels(parameter)) {
      var colon = Math.max(pair.indexOf(':'), 0);
      pairs.put(pair.substring(0, colon), pair.substring(Math.min(colon + 1, pair.length())));
    }
    return pairs;
  }

  /// A whole number of a range; what it is otherwise, where it was not given or is none.
  int number(Parameter parameter, int otherwise, int least, int most, String unit) {
    if (text(parameter) == null) {
      return otherwise;
    }
    var number = number(parameter);
    if (number >= least && number <= most) {
      return number;
    }
    refuse(parameter, least + ".." + most + " " + unit);
    return otherwise;
  }

  /// A whole number; one that is in no range, where it was not given or is none.
  int number(Parameter parameter) {
    try {
      return Integer.parseInt(text(parameter, ""));
    } catch (NumberFormatException e) {
      return Integer.MIN_VALUE;
    }
  }

  /// Notes a problem, in place of what was found out about this parameter before.
  void refuse(Parameter parameter, String expected) {
    var values = query.get(parameter.wireName());
    problems.put(parameter.wireName(), new Problem(parameter.wireName(),
        values == null ? "not given" : String.join(",", values), expected));
  }

  List<Problem> problems() {
    return List.copyOf(problems.values());
  }

  private static int bytes(List<String> values) {
    return values.stream().mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length).sum();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
