package dev.earshot.load.versus;

import dev.earshot.load.device.Fleet;
import dev.earshot.load.device.WordClock;
import dev.earshot.load.versus.MemoryTrial.Sizes;
import dev.earshot.load.versus.MemoryTrial.Starter;
import dev.earshot.load.versus.MemoryTrial.Weight;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All of it: starts the recogniser, the gateway and its peers, lets them warm up, holds the contest and
/// weighs their streams. Whatever it started has ended when it ends.
final class Match {
  /// What a gateway is let keep of sound that is not final: a stream's weight is to be its own.
  private static final Map<String, String> LEAST_REPLAY = Map.of("EARSHOT_REPLAY", "1s");
  /// A heap whose garbage takes little, and which is given back behind a collection.
  private static final List<String> TIGHT_HEAP = List.of("-Xms24m", "-Xmn12m",
      "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10");
  private static final Duration PEERS_WARM = Duration.ofSeconds(3);
  private static final Duration WARM_TURN = Duration.ofSeconds(15);

  private final Setting setting;
  private final PrintWriter out;
  private final Cores cores;

  /// How it is held.
  ///
  /// @param rules of the contest
  /// @param warm how long the gateway works before anything counts, since its JVM compiles; the peers have some
  ///     seconds, too. Zero for nobody
  /// @param window that the relays may gather, in milliseconds: a word needs so much of its second
  /// @param memory with how many streams they are weighed; null for not at all
  record Setting(List<Peer> peers, Contest.Rules rules, Duration warm, int window,
      EarshotRelay.Build build, @Nullable Sizes memory) {}

  Match(Setting setting, Cores cores, PrintWriter out) {
    this.setting = setting;
    this.cores = cores;
    this.out = out;
  }

  Report play() throws Exception {
    var folder = Files.createTempDirectory("earshot-versus");
    var words = new WordClock(true, setting.window(), Duration.ZERO);
    try (var upstream = UpstreamProcess.start(setting.window(), 0); var fleet = Fleet.open(1)) {
      var turns = contest(folder, upstream, fleet, words);
      var weights = weigh(folder, upstream, fleet, words);
      return new Report(new Scores(turns), setting.peers().stream().map(Peer::wireName).toList(),
          weights);
    } finally {
      remove(folder);
    }
  }

  private List<Turn> contest(Path folder, UpstreamProcess upstream, Fleet fleet, WordClock words)
      throws Exception {
    var relays = new ArrayList<Relay>();
    try {
      relays.add(new DirectRelay(upstream));
      for (var peer : setting.peers()) {
        relays.add(peer(peer, folder, upstream));
      }
      var ours = EarshotRelay.start(setting.build(), cores, folder.resolve(EarshotRelay.NAME),
          upstream.uri());
      relays.add(ours);
      relays.forEach(relay -> out.println(relay.name() + ": " + relay.version()));
      var contest = new Contest(fleet, upstream, words, setting.rules(), out);
      if (!setting.warm().isZero()) {
        out.println("warming up");
        contest.warm(relays.subList(0, relays.size() - 1), PEERS_WARM);
        warm(contest, ours);
      }
      var turns = contest.run(relays);
      out.println(ours.aside());
      return turns;
    } finally {
      relays.forEach(Relay::close);
    }
  }

  /// In turns, as it will be: a JVM also compiles what happens when hundreds come and leave.
  private void warm(Contest contest, Relay ours) throws Exception {
    for (var left = setting.warm(); left.isPositive(); left = left.minus(WARM_TURN)) {
      contest.warm(List.of(ours), left.compareTo(WARM_TURN) < 0 ? left : WARM_TURN);
    }
  }

  private List<Weight> weigh(Path folder, UpstreamProcess upstream, Fleet fleet, WordClock words)
      throws Exception {
    var sizes = setting.memory();
    if (sizes == null) {
      return List.of();
    }
    var trial = new MemoryTrial(fleet, words, sizes);
    var weights = new ArrayList<Weight>();
    out.println("weighing " + EarshotRelay.NAME);
    var build = setting.build().with(TIGHT_HEAP, LEAST_REPLAY);
    weights.add(trial.weigh(() -> EarshotRelay.start(build, cores,
        Files.createTempDirectory(folder, EarshotRelay.NAME), upstream.uri()), setting.warm()));
    for (var peer : setting.peers()) {
      out.println("weighing " + peer.wireName());
      Starter starter = () -> peer(peer, folder, upstream);
      weights.add(trial.weigh(starter, PEERS_WARM));
    }
    return weights;
  }

  private PeerRelay peer(Peer peer, Path folder, UpstreamProcess upstream)
      throws IOException, InterruptedException {
    return PeerRelay.start(peer, cores, folder.resolve(peer.wireName()), upstream.uri());
  }

  private static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
