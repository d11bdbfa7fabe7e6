package dev.earshot.load;

import dev.earshot.testkit.upstream.ScriptedUpstream;
import dev.earshot.testkit.upstream.ScriptedVosk;
import dev.earshot.testkit.upstream.Sentinels;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Many devices say one word a second through a gateway whose first recogniser fails all of them in one way,
/// while its second, of another protocol, is well. Both are scripted and hear which second each sample
/// belongs to, so that every word can be accounted for.
final class RecognisersBench {
  static final int WORDS = 18;
  private static final int FRAME_MILLIS = 100;
  private static final double NEXT_WORD_MS = 2_500;
  private static final double PERCENTILE = 0.95;

  private final Path data;
  private final PrintWriter out;
  private final byte[] speech = Sentinels.spoken(WORDS);

  /// @param data folder of the gateway
  RecognisersBench(Path data, PrintWriter out) {
    this.data = data;
    this.out = out;
  }

  /// What one kind of fault did to all streams.
  private record Scene(List<WordCount> streams, int broken, long callsAgain) {
    double lost() {
      return streams.stream().mapToInt(WordCount::lost).sum();
    }

    double doubled() {
      return streams.stream().mapToInt(WordCount::doubled).sum();
    }

    double backwards() {
      return streams.stream().mapToInt(WordCount::backwards).sum();
    }

    double nextWordMs() {
      var sorted = streams.stream().mapToDouble(WordCount::nextWordMs).sorted().toArray();
      return sorted.length == 0
          ? Double.POSITIVE_INFINITY
          : sorted[(int) Math.ceil(sorted.length * PERCENTILE) - 1];
    }
  }

  Figures run(List<RecogniserFault> faults, int streams, int rounds) throws Exception {
    Files.createDirectories(data);
    var scenes = new EnumMap<RecogniserFault, List<Scene>>(RecogniserFault.class);
    for (var round = 0; round < rounds; round++) {
      for (var fault : faults) {
        var scene = play(fault, streams);
        scenes.computeIfAbsent(fault, _ -> new ArrayList<>()).add(scene);
        out.printf(
            "%s: %d streams, %d broken, words lost %.0f, doubled %.0f, next word p95 %.0f ms%n",
            fault, streams, scene.broken(), scene.lost(), scene.doubled(), scene.nextWordMs());
      }
    }
    var all = scenes.values().stream().flatMap(List::stream).toList();
    var figures = new Figures();
    figures.add("streams that ended", "", 0,
        all.stream().map(scene -> (double) scene.broken()).toList());
    figures.add("words lost, a fault", "", 0, all.stream().map(Scene::lost).toList());
    figures.add("words doubled, a fault", "", 0, all.stream().map(Scene::doubled).toList());
    figures.add("words out of their time, a fault", "", 0,
        all.stream().map(Scene::backwards).toList());
    figures.add("calls of the failing one beyond each stream's first", "", budget(streams),
        all.stream().map(scene -> (double) scene.callsAgain()).toList());
    scenes.forEach((fault, played) -> figures.add(fault + ": to the next word, p95", "ms",
        NEXT_WORD_MS, played.stream().map(Scene::nextWordMs).toList()));
    return figures;
  }

  /// How often streams may come again within a scene: see the relay's budget.
  private static double budget(int streams) {
    return 20 + streams + WORDS * (1 + streams / 30.0);
  }

  private Scene play(RecogniserFault fault, int streams) throws Exception {
    try (var failing = ScriptedEngine.open(fault);
        var well = ScriptedUpstream.open(new ScriptedVosk());
        var gateway = GatewayProcess.start(data, settings(failing, well),
            new GatewayProcess.Running(List.of(), List.of(),
                Redirect.to(data.resolve("bench-gateway.log").toFile())));
        var http = HttpClient.newHttpClient();
        var crowd = new Crowd(new Device(gateway.streams(), http, FRAME_MILLIS), speech)) {
      warm(crowd, streams, gateway, http);
      var before = failing.calls();
      failing.fail();
      var begun = System.nanoTime();
      var heard = crowd.speak(streams, begun);
      var killed = begun + fault.afterMs() * 1_000_000;
      TimeUnit.NANOSECONDS.sleep(killed - System.nanoTime());
      failing.kill();
      var counts = new ArrayList<WordCount>();
      var broken = 0;
      for (var stream : heard) {
        try {
          var hearing = stream.get();
          counts.add(WordCount.of(hearing, WORDS, fault == RecogniserFault.KILL_9
              ? killed
              : hearing.startNanos() + fault.afterMs() * 1_000_000));
        } catch (ExecutionException e) {
          broken++;
          out.println(fault + ": " + e.getCause());
        }
      }
      return new Scene(counts, broken, Math.max(0, failing.calls() - before - streams));
    }
  }

  /// As many streams as will be failed are heard, and move from one recogniser to the other in the middle:
  /// what counts is not a machine that compiles what it does for the first time.
  private void warm(Crowd crowd, int streams, GatewayProcess gateway, HttpClient http)
      throws Exception {
    var heard = crowd.speak(streams, System.nanoTime());
    TimeUnit.SECONDS.sleep(WORDS / 2);
    order(http, gateway, "leave");
    for (var stream : heard) {
      stream.get();
    }
    order(http, gateway, "comeback");
  }

  private void order(HttpClient http, GatewayProcess gateway, String what) throws Exception {
    var key = Files.readString(data.resolve("admin-key")).strip();
    var answer = http.send(
        HttpRequest.newBuilder(gateway.operations().resolve("admin/engines/deepgram/" + what))
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("engines: " + answer.body() + " (expected: 200)");
    }
  }

  private static Map<String, String> settings(ScriptedEngine failing, ScriptedUpstream well) {
    return Map.of("EARSHOT_ENGINES", "deepgram,vosk", "EARSHOT_DEEPGRAM_URL",
        failing.uri().toString(), "EARSHOT_DEEPGRAM_KEY", ScriptedEngine.KEY, "EARSHOT_VOSK_URL",
        well.uri().toString());
  }
}
