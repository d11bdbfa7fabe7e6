package dev.earshot.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.admin.AdminKey;
import dev.earshot.gateway.config.GatewayConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A running gateway's operations port, asked with its admin key.
///
/// @param address without a slash at its end
record Operations(String address, String key) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// The one that is named, else the one of this configuration; its key is the one that is given, else
  /// the one in the data folder.
  ///
  /// @throws IOException where there is no key in that folder
  static Operations of(GatewayConfig config, @Nullable URI named, @Nullable String key)
      throws IOException {
    var listen = config.listen();
    return new Operations(named == null
        ? "http://" + listen.host() + ":" + listen.opsPort()
        : named.toString().replaceFirst("/+$", ""), key == null ? key(config) : key);
  }

  /// The body of its answer.
  ///
  /// @throws IOException when it cannot be reached, or refuses, with its reason
  String ask(String method, String path, String body) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(address + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key)
        .method(method, BodyPublishers.ofString(body))
        .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return answer.body();
      }
      throw new IOException(reason(answer.body()));
    } catch (ConnectException e) {
      throw new IOException("gateway " + address + ": cannot be reached (expected: one that runs; "
          + "--url names another)", e);
    }
  }

  @Override
  public String toString() {
    return "Operations[" + address + "]"; // the key belongs into no log
  }

  private static String reason(String answer) {
    try {
      return JSON.readTree(answer).path("detail").asText("refused");
    } catch (JsonProcessingException e) {
      return "refused";
    }
  }

  private static String key(GatewayConfig config) throws IOException {
    try {
      return AdminKey.read(config.data());
    } catch (IOException e) {
      throw new IOException("admin key: none in " + config.data() + " (expected: the gateway's own "
          + "folder in EARSHOT_DATA, or --key)", e);
    }
  }
}
