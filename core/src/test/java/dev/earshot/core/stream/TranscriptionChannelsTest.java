package dev.earshot.core.stream;

import static dev.earshot.core.stream.Rehearsal.ANN;
import static dev.earshot.core.stream.Rehearsal.FORMAT;
import static dev.earshot.core.stream.Rehearsal.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamEvent.Billed;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.stream.StreamSpec.Recognition;
import dev.earshot.core.transcript.TranscriptEvent.Final;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageMeter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class TranscriptionChannelsTest {
  private static final StreamId ID = new StreamId(new UUID(7, 7));

  private final Rehearsal rehearsal = new Rehearsal();

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void run_twoChannels_areHeardApart() {
    rehearsal.till().unlimited(ANN);
    assertThat(run(seconds(2), seconds(3)))
        .filteredOn(event -> event instanceof Heard(_, Final _))
        .extracting(event -> event instanceof Heard(var channel, Final said)
            ? channel + ": " + said.text()
            : "")
        .containsExactlyInAnyOrder("0: w0 w1", "1: w0 w1 w2");
  }

  @Test
  void run_twoChannels_areChargedOnce() {
    rehearsal.till().unlimited(ANN);
    var told = run(seconds(2), seconds(3));
    assertThat(rehearsal.till().usedMs(ANN, NOVEMBER)).isEqualTo(3_000);
    assertThat(told.getLast()).isEqualTo(new Billed(3_000, 3_000));
  }

  @Test
  void run_clientRecognises_isReadAndFree() {
    var meter = new UsageMeter(ID, ANN, FORMAT, 1);
    var told = rehearsal.transcription()
        .run(spec(Recognition.CLIENT), List.of(seconds(4)), meter)
        .collectList()
        .block();
    assertThat(told).containsExactly(Stage.INITIATING, Stage.READY, new Billed(0, 4_000));
    assertThat(meter.unbilledMs(Unbilled.OWN_RECOGNITION)).isEqualTo(4_000);
    assertThat(rehearsal.unbilledMs()).containsExactly(Map.entry(Unbilled.OWN_RECOGNITION, 4_000L));
    assertThat(meter.billedMs()).isZero();
    assertThat(rehearsal.till().fetches()).isZero();
  }

  private List<StreamEvent> run(Flux<Sound> one, Flux<Sound> other) {
    return rehearsal.transcription()
        .run(spec(Recognition.OURS), List.of(one, other))
        .collectList()
        .blockOptional()
        .orElseThrow();
  }

  private static StreamSpec spec(Recognition recognition) {
    return new StreamSpec(ID, ANN, FORMAT, "en", recognition);
  }

  private static Flux<Sound> seconds(int count) {
    return Flux.fromStream(() -> IntStream.range(0, count * 10)
        .mapToObj(i -> new Window(i * 800L, (i + 1) * 800L, new short[1_600])));
  }
}
