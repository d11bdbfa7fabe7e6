package dev.earshot.load.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What an Earshot's operations port says that an account has used.
///
/// @param operations its address
/// @param key of an operator
/// @param account whose streams the devices open
record Ledger(URI operations, String key, String account) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int TRIES = 25;
  private static final int PAUSE_MS = 200;

  /// This month's use in milliseconds.
  ///
  /// @throws IOException where it does not answer
  long usedMs() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(operations.resolve(
        "/admin/credits/" + URLEncoder.encode(account, StandardCharsets.UTF_8)))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + key)
        .build();
    try (var http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
      var answer = http.send(request, BodyHandlers.ofString());
      var used = answer.statusCode() == 200
          ? JSON.readTree(answer.body()).path("used_ms_month").asLong(-1)
          : -1;
      if (used < 0) {
        throw new IOException(
            "ledger: " + answer.statusCode() + " (expected: 200 with used_ms_month)");
      }
      return used;
    }
  }

  /// The same when streams have just ended: asked again until it is what is expected, or for some seconds.
  long settledMs(long expected) throws IOException, InterruptedException {
    var used = usedMs();
    for (var i = 0; i < TRIES && used != expected; i++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      used = usedMs();
    }
    return used;
  }
}
