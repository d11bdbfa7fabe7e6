package dev.earshot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class FirestoreEmulatorTest {
  private static final String COMPONENT = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar";

  private final Path home;

  FirestoreEmulatorTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void open_onThisMachine_answersOverHttpUntilItIsClosed() throws Exception {
    var document = "/v1/projects/demo/databases/(default)/documents/users/zoe";
    String hostAndPort;
    try (var emulator = FirestoreEmulator.open()) {
      hostAndPort = emulator.hostAndPort();
      var written = ask(hostAndPort, document, HttpRequest.newBuilder()
          .method("PATCH",
              HttpRequest.BodyPublishers
                  .ofString("{\"fields\":{\"n\":{\"integerValue\":\"7\"}}}")));
      assertThat(written.statusCode()).isEqualTo(200);

      var read = ask(hostAndPort, document, HttpRequest.newBuilder().GET());
      assertThat(read.body()).contains("\"integerValue\": \"7\"");
    }
    if (System.getenv("FIRESTORE_EMULATOR_HOST") == null) {
      assertThatThrownBy(() -> ask(hostAndPort, document, HttpRequest.newBuilder().GET()))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void stop_thenStart_answersWhereItWas() throws Exception {
    var document = "/v1/projects/demo/databases/(default)/documents/users/zoe";
    try (var emulator = FirestoreEmulator.open()) {
      emulator.stop();
      assertThatThrownBy(
          () -> ask(emulator.hostAndPort(), document, HttpRequest.newBuilder().GET()))
          .isInstanceOf(ConnectException.class);

      emulator.start();
      assertThat(ask(emulator.hostAndPort(), document, HttpRequest.newBuilder().GET()).statusCode())
          .isEqualTo(404);
      emulator.freeze();
      assertThatThrownBy(() -> ask(emulator.hostAndPort(), document,
          HttpRequest.newBuilder().timeout(Duration.ofMillis(500)).GET()))
          .isInstanceOf(HttpTimeoutException.class);

      emulator.thaw();
      assertThat(ask(emulator.hostAndPort(), document, HttpRequest.newBuilder().GET()).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void freeze_somebodyElses_isSkipped() {
    try (var emulator = FirestoreEmulator.open(Map.of("FIRESTORE_EMULATOR_HOST", "db:8080"), home,
        List.of())) {
      assertThatThrownBy(emulator::freeze).isInstanceOf(TestAbortedException.class);
      assertThatThrownBy(emulator::stop).isInstanceOf(TestAbortedException.class);
    }
  }

  @Test
  void open_nowhere_isSkippedWithTheWayToGetIt() {
    assertThatThrownBy(() -> FirestoreEmulator.open(Map.of(), home, List.of()))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("gcloud components install cloud-firestore-emulator");
  }

  @Test
  void open_nowhereButRequired_fails() {
    assertThatThrownBy(() -> FirestoreEmulator.open(Map.of("EARSHOT_REQUIRE_FIRESTORE", "1"), home,
        List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gcloud components install cloud-firestore-emulator");
  }

  @Test
  void open_jarIsNone_failsWithWhatItSaid() throws IOException {
    var jar = file("broken.jar").toString();

    assertThatThrownBy(() -> FirestoreEmulator.open(Map.of("FIRESTORE_EMULATOR_JAR", jar), home,
        List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(jar)
        .hasMessageContaining("CloudFirestore");
  }

  @Test
  void find_hostNamed_comesFirst() throws IOException {
    var environment = Map.of("FIRESTORE_EMULATOR_HOST", "db:8080", "FIRESTORE_EMULATOR_JAR",
        file("named.jar").toString());

    assertThat(FirestorePlace.find(environment, home, List.of()))
        .isEqualTo(new FirestorePlace.Running("db:8080"));
  }

  @Test
  void find_jarNamed_comesBeforeTheSdk() throws IOException {
    var jar = file("named.jar");
    file("sdk/" + COMPONENT);

    assertThat(FirestorePlace.find(Map.of("FIRESTORE_EMULATOR_JAR", jar.toString()), home,
        List.of(home.resolve("sdk")))).isEqualTo(new FirestorePlace.Jar(jar));
  }

  @Test
  void find_namedJarIsMissing_isAnError() {
    assertThatThrownBy(() -> FirestorePlace.find(Map.of("FIRESTORE_EMULATOR_JAR", "/no/such.jar"),
        home, List.of()))
        .hasMessage("FIRESTORE_EMULATOR_JAR: /no/such.jar (expected: a file that exists)");
  }

  @Test
  void find_sdks_namedThenUsualThenHome() throws IOException {
    var mine = file("google-cloud-sdk/" + COMPONENT);
    assertThat(FirestorePlace.find(Map.of(), home, List.of(home.resolve("sdk"))))
        .isEqualTo(new FirestorePlace.Jar(mine));

    var usual = file("sdk/" + COMPONENT);
    assertThat(FirestorePlace.find(Map.of(), home, List.of(home.resolve("sdk"))))
        .isEqualTo(new FirestorePlace.Jar(usual));

    var named = file("named/" + COMPONENT);
    var environment = Map.of("CLOUDSDK_ROOT", home.resolve("named").toString());
    assertThat(FirestorePlace.find(environment, home, List.of(home.resolve("sdk"))))
        .isEqualTo(new FirestorePlace.Jar(named));
  }

  @Test
  void find_firebaseOnly_takesTheYoungest() throws IOException {
    var old = file(".cache/firebase/emulators/cloud-firestore-emulator-v1.9.0.jar");
    var young = file(".cache/firebase/emulators/cloud-firestore-emulator-v1.20.2.jar");
    file(".cache/firebase/emulators/ui-v1.15.0.jar");
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
    Files.setLastModifiedTime(young, FileTime.fromMillis(2_000));

    assertThat(FirestorePlace.find(Map.of(), home, List.of()))
        .isEqualTo(new FirestorePlace.Jar(young));
  }

  private Path file(String name) throws IOException {
    var file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private static HttpResponse<String> ask(String hostAndPort, String path,
      HttpRequest.Builder request) throws IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build()) {
      return http.send(request.uri(URI.create("http://" + hostAndPort + path)).build(),
          BodyHandlers.ofString());
    }
  }
}
