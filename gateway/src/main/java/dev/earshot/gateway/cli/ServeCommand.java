package dev.earshot.gateway.cli;

import dev.earshot.gateway.FirstKeys;
import dev.earshot.gateway.House;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.socket.SocketLimits;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `earshot serve`: the gateway, until it is told to stop.
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Serve streams until stopped (Ctrl-C or SIGTERM).")
final class ServeCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Mixin
  private final Settings settings = new Settings();

  @Override
  public Integer call() throws Exception {
    var config = settings.read(spec);
    var out = spec.commandLine().getOut();
    var stopped = new CountDownLatch(1);
    var house = House.open(config, SocketLimits.DEFAULT);
    closeAtExit(house, stopped);
    out.println("listening: ws://" + config.listen().host() + ":" + house.port() + "/v4/listen");
    out.println("operations: http://" + config.listen().host() + ":" + house.opsPort() + "/readyz");
    house.securePort()
        .ifPresent(port -> out.println("listening: wss://" + config.listen().host() + ":" + port
            + "/v4/listen"));
    tellKey(config, house);
    out.flush();
    stopped.await();
    return 0;
  }

  private void tellKey(GatewayConfig config, House house) {
    if (config.keys().isEmpty()) {
      spec.commandLine()
          .getOut()
          .println("key: " + house.keys().getFirst().key()
              + "  (made for you; kept in " + FirstKeys.file(config.data()) + ")");
    }
  }

  /// The runtime ends when this has: streams are told, settled and closed before that.
  static void closeAtExit(House house, CountDownLatch stopped) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      house.close();
      stopped.countDown();
    }, "close"));
  }
}
