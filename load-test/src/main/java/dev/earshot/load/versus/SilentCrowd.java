package dev.earshot.load.versus;

import dev.earshot.load.GatewayProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Clients that are connected and say nothing but that they are still there, as Deepgram's clients have to.
final class SilentCrowd implements AutoCloseable {
  private static final String STILL_HERE = "{\"type\":\"KeepAlive\"}";
  private static final int STILL_HERE_S = 4;
  private static final int CONNECTS_WITHIN_S = 10;
  private static final String LISTEN = "/v1/listen?encoding=linear16&sample_rate=16000&channels=1"
      + "&interim_results=true";

  private final URI listen;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<WebSocket> all = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /// @param relay where they connect, without a path
  SilentCrowd(URI relay) {
    this.listen = relay.resolve(LISTEN);
    var _ = clock.scheduleAtFixedRate(this::stay, STILL_HERE_S, STILL_HERE_S, TimeUnit.SECONDS);
  }

  /// Lets others come until there are so many.
  void growTo(int streams) throws Exception {
    while (size() < streams) {
      var one = http.newWebSocketBuilder()
          .header("Authorization", "Token " + GatewayProcess.KEY)
          .buildAsync(listen, new WebSocket.Listener() {
          })
          .get(CONNECTS_WITHIN_S, TimeUnit.SECONDS);
      synchronized (all) {
        all.add(one);
      }
    }
  }

  /// How many of them are still connected.
  int connected() {
    synchronized (all) {
      return (int) all.stream().filter(one -> !one.isInputClosed()).count();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    synchronized (all) {
      all.forEach(WebSocket::abort);
    }
    http.shutdownNow();
  }

  private int size() {
    synchronized (all) {
      return all.size();
    }
  }

  private void stay() {
    synchronized (all) {
      all.forEach(one -> one.sendText(STILL_HERE, true));
    }
  }
}
