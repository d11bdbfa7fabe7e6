package dev.earshot.gateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.stream.StreamEvent.Billed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds whatever a client does and a recogniser tells: each schedule is drawn from a seed, which is
/// in the name of the test that fails.
class ItemsPropertyTest {
  private static final int STEPS = 300;
  private static final String TURNS = """
      {"type":"session.update","session":{"audio":{"input":{"turn_detection":\
      {"type":"server_vad"}}}}}""";

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void items_whateverHappens_areToldWhole(long seed) {
    var random = new Random(seed);
    var talker = new Talker();
    var speaker = new DrawnRecogniser(random, seed % 2 == 0);
    for (var i = 0; i < STEPS; i++) {
      step(random, talker, speaker);
      if (random.nextInt(3) > 0) {
        speaker.tell(talker);
      }
    }
    speaker.finish(talker);
    talker.happens(new Billed(speaker.heardMs()));

    check(talker, speaker);
  }

  private static void step(Random random, Talker talker, DrawnRecogniser speaker) {
    var before = talker.flushes();
    switch (random.nextInt(12)) {
      case 0 -> talker.says(Talker.COMMIT);
      case 1 -> talker.says(random.nextInt(3) == 0 ? Talker.CLEAR : Talker.COMMIT);
      case 2 -> talker.says(random.nextInt(4) == 0 ? TURNS : Talker.COMMIT);
      case 3 -> talker.says(random.nextInt(4) == 0 ? Talker.MANUAL : Talker.COMMIT);
      default -> {
        var ms = 20 * (1 + random.nextInt(20));
        talker.appends(ms);
        speaker.hear(ms);
      }
    }
    if (talker.flushes() > before) {
      speaker.flush();
    }
  }

  private static void check(Talker talker, DrawnRecogniser speaker) {
    var committed = Talker.values(talker.told("committed"), "item_id");
    var completed = Talker.values(talker.told("completed"), "item_id");
    assertThat(committed).as("committed once").doesNotHaveDuplicates();
    assertThat(completed).as("completed once, in order").isEqualTo(committed);
    assertThat(Talker.values(talker.told("committed"), "previous_item_id"))
        .as("a chain without gaps")
        .isEqualTo(chain(committed));
    var deltas = deltas(talker.told());
    for (var item : talker.told("completed")) {
      assertThat(deltas.getOrDefault(item.path("item_id").asText(), ""))
          .as("deltas of " + item)
          .isEqualTo(item.path("transcript").asText());
    }
    var charged = talker.told("completed")
        .stream()
        .mapToLong(item -> Math.round(item.at("/usage/seconds").asDouble() * 1_000))
        .sum();
    assertThat(charged).as("charged").isLessThanOrEqualTo(speaker.heardMs());
    assertThat(Talker.values(talker.told(), "event_id")).doesNotHaveDuplicates();
    checkOrder(talker.told());
    assertThat(speaker.saidOnce(Talker.values(talker.told("completed"), "transcript")))
        .as("no word is told twice, and in order")
        .isTrue();
  }

  /// An item is not told of behind its completion, and begins before it is committed.
  private static void checkOrder(List<JsonNode> told) {
    var over = new HashSet<String>();
    var begun = new HashSet<String>();
    for (var event : told) {
      var id = event.path("item_id").asText("");
      switch (Talker.shortType(event.path("type").asText())) {
        case "speech_started" -> assertThat(begun.add(id)).isTrue();
        case "completed" -> assertThat(over.add(id)).isTrue();
        case "speech_stopped", "committed", "delta" -> assertThat(over).doesNotContain(id);
        default -> {
        }
      }
    }
  }

  private static List<String> chain(List<String> items) {
    var before = new ArrayList<String>();
    for (var i = 0; i < items.size(); i++) {
      before.add(i == 0 ? "null" : items.get(i - 1));
    }
    return before;
  }

  private static Map<String, String> deltas(List<JsonNode> told) {
    var deltas = new LinkedHashMap<String, String>();
    for (var event : told) {
      if (event.path("type").asText().endsWith("delta")) {
        deltas.merge(event.path("item_id").asText(), event.path("delta").asText(), String::concat);
      }
    }
    return deltas;
  }
}
