package dev.earshot.gateway.cli;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.House;
import dev.earshot.gateway.client.DeviceClient;
import dev.earshot.gateway.config.EngineSettings;
import dev.earshot.gateway.config.EngineSettings.Deepgram;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.socket.SocketLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `earshot demo`: everything in one process, a human voice through a real WebSocket, the words and the
/// credit as they come.
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Start everything, stream a human voice, show its words, then keep serving.")
final class DemoCommand implements Callable<Integer> {
  private static final Duration LAST_WORDS = Duration.ofSeconds(30);
  private static final Duration RECOGNISER = Duration.ofSeconds(60);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Mixin
  private final Settings settings = new Settings();

  @Option(names = "--once", description = "exit after the last word")
  private boolean once;

  @Option(names = "--fault", description = "kill the recogniser in mid-sentence; another one goes on")
  private boolean fault;

  @Override
  public Integer call() throws Exception {
    var config = demo(settings.read(spec));
    if (!fault) {
      return show(config, null);
    }
    try (var doomed = DoomedRecogniser.start(config.data())) {
      return show(withFirst(doomed, config), doomed);
    }
  }

  private int show(GatewayConfig config, @Nullable DoomedRecogniser doomed) throws Exception {
    var out = spec.commandLine().getOut();
    var stopped = new CountDownLatch(1);
    var house = House.open(config, SocketLimits.DEFAULT);
    ServeCommand.closeAtExit(house, stopped);
    var address = "ws://" + config.listen().host() + ":" + house.port();
    out.println("listening: " + address + "/v4/listen");
    house.ready().block(RECOGNISER);
    if (doomed != null) {
      out.println("recognisers: another gateway at " + doomed.uri() + " (process " + doomed.pid()
          + "), then " + String.join(", ", config.engines()
              .names()
              .subList(1,
                  config.engines().names().size())));
    }
    stream(house, address, out, doomed);
    if (!once) {
      goOn(config, house, address, out);
      stopped.await();
    }
    return 0;
  }

  private static void stream(House house, String address, PrintWriter out,
      @Nullable DoomedRecogniser doomed) throws IOException, InterruptedException {
    var voice = Recording.bundled();
    out.printf("streaming: %.0f s of a human voice at the pace it was spoken%n%n",
        voice.millis() / 1_000.0);
    var screen = new WordScreen(out, isTerminal());
    var killing = doomed == null ? null : new FaultScreen(out, screen, doomed);
    var end = new DeviceClient(URI.create(address), house.keys().getFirst().key())
        .stream(voice, 1, LAST_WORDS, killing == null ? screen : killing);
    screen.finish();
    if (killing != null && !killing.hasKilled()) {
      throw new IOException("demo: no guess in the second sentence (expected: one to kill the "
          + "recogniser at)");
    }
    if (screen.transcript().isEmpty()) {
      throw new IOException("demo: no words, closed with " + end + " (expected: words, 1000)");
    }
    out.println();
    out.println("transcript: " + screen.transcript());
  }

  private static void goOn(GatewayConfig config, House house, String address, PrintWriter out) {
    out.println();
    out.println("still serving: " + address + "/v4/listen   (Ctrl-C ends it)");
    out.println("speak yourself: " + address.replaceFirst("^ws", "http") + "/#key="
        + house.keys().getFirst().key());
    out.println("a recording: ./earshot transcribe FILE.wav --url " + address + " --key "
        + house.keys().getFirst().key());
    out.println("health: http://" + config.listen().host() + ":" + house.opsPort() + "/readyz");
    out.flush();
  }

  @SuppressWarnings("SystemConsoleNull") // it is null again where input or output is redirected
  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /// Ten minutes of credit, and a look at it every two seconds instead of every minute. A busy port is
  /// no reason not to show it: any free one will do.
  private static GatewayConfig demo(GatewayConfig config) {
    var listen = config.listen();
    var keys = List.of(new FirstKey(new AccountId("demo"), "demo-key",
        MonthlyGrant.of(Duration.ofMinutes(10))));
    return config.withKeys(keys)
        .withCredits(config.credits().withTick(Duration.ofSeconds(2)))
        .withListen(new Listen(listen.host(), free(listen.host(), listen.port()),
            free(listen.host(), listen.opsPort())));
  }

  /// The doomed one before those of the configuration.
  private static GatewayConfig withFirst(DoomedRecogniser doomed, GatewayConfig config) {
    var engines = new ArrayList<EngineSettings>();
    engines.add(new Deepgram(List.of(doomed.uri()), new Secret(DoomedRecogniser.KEY), "demo"));
    config.engines().all().stream().filter(one -> !(one instanceof Deepgram)).forEach(engines::add);
    return config
        .withEngines(config.engines().withAll(engines));
  }

  private static int free(String host, int port) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
      return port;
    } catch (IOException e) {
      return 0;
    }
  }
}
