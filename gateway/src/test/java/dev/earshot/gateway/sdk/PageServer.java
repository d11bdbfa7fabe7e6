package dev.earshot.gateway.sdk;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/// Somebody's own web server, on another port than the gateway: a page, and the recording that it plays
/// to the gateway.
final class PageServer implements AutoCloseable {
  private final HttpServer server;

  private PageServer(HttpServer server) {
    this.server = server;
  }

  static PageServer of(Example page, Clip clip) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(server, "/", "text/html", page.text().getBytes(StandardCharsets.UTF_8));
    serve(server, "/speech.wav", "audio/wav", Files.readAllBytes(clip.file()));
    server.start();
    return new PageServer(server);
  }

  /// The page's address, with what its script reads behind the hash.
  String address(String gateway, String key) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/#gateway=" + gateway + "&key="
        + key;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void serve(HttpServer server, String path, String type, byte[] body) {
    server.createContext(path, exchange -> {
      try (exchange) {
        exchange.getResponseHeaders().add("content-type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    });
  }
}
