package dev.earshot.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.integration.Hook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HooksReaderTest {
  private static final String SECRET = "whsec-0123456789abcdef";

  private final Path file;

  HooksReaderTest(@TempDir Path dir) {
    file = dir.resolve("hooks.json");
  }

  @Test
  void read_nothing_isOff() {
    assertThat(read(Map.of())).isEqualTo(HookSettings.OFF);
  }

  @Test
  void read_file_listsHooksAndFrequencies() {
    var settings = listed("""
        {"ann": {"notify": 3, "apps": [
          {"app": "notes", "url": "https://app.example/hook", "secret": "%s"}]},
         "bob": {}}""".formatted(SECRET));

    assertThat(settings.on()).isTrue();
    assertThat(settings.inside()).isFalse();
    assertThat(settings.listed()).containsEntry(new AccountId("ann"),
        List.of(new Hook("notes", "https://app.example/hook", SECRET)));
    assertThat(settings.frequencies()).containsOnly(Map.entry(new AccountId("ann"), 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{", "{\"ann\": {\"notify\": 6}}", "{\"a b\": {}}",
      "{\"ann\": {\"apps\": [{\"app\": \"notes\"}]}}",
      "{\"ann\": {\"apps\": [{\"app\": \"n\", \"url\": \"https://a/\", \"secret\": \"hunter2\"}]}}"})
  void read_fileThatIsNone_isAProblemWithoutItsSecrets(String text) {
    assertThatThrownBy(() -> listed(text)).isInstanceOf(ConfigException.class)
        .hasMessageContaining("EARSHOT_HOOKS_FILE")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void read_notifyUrlWithoutSecret_isAProblem() {
    assertThatThrownBy(() -> read(Map.of("EARSHOT_NOTIFY_URL", "https://push.example/")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("EARSHOT_NOTIFY_SECRET: missing");
  }

  @Test
  void read_notifySecret_isShownToNobody() {
    assertThatThrownBy(() -> read(Map.of("EARSHOT_NOTIFY_URL", "https://push.example/",
        "EARSHOT_NOTIFY_SECRET", "hunter2"))).isInstanceOf(ConfigException.class)
        .hasMessageContaining("EARSHOT_NOTIFY_SECRET: ***")
        .hasMessageNotContaining("hunter2");
    assertThat(read(Map.of("EARSHOT_NOTIFY_URL", "https://push.example/",
        "EARSHOT_NOTIFY_SECRET", SECRET)).toString()).doesNotContain(SECRET);
  }

  private HookSettings listed(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return read(Map.of("EARSHOT_HOOKS", "on", "EARSHOT_HOOKS_FILE", file.toString()));
  }

  private static HookSettings read(Map<String, String> settings) {
    return ConfigReader.read(new HashMap<>(settings), null).hooks();
  }
}
