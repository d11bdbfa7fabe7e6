package dev.earshot.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeyTest {
  @Test
  void of_folder_drawsOnceAndForItsOwnerOnly(@TempDir Path data) throws IOException {
    var first = TokenKey.of(data, new Random(1));
    var again = TokenKey.of(data, new Random(2));

    assertThat(first.bytes()).hasSize(32).isEqualTo(again.bytes());
    assertThat(PosixFilePermissions.toString(
        Files.getPosixFilePermissions(data.resolve("token-key")))).isEqualTo("rw-------");
    assertThat(first).hasToString("TokenKey[...]");
  }

  @Test
  void of_brokenFile_isNamed(@TempDir Path data) throws IOException {
    Files.writeString(data.resolve("token-key"), "c2hvcnQ=");

    assertThatThrownBy(() -> TokenKey.of(data, new Random(1))).isInstanceOf(IOException.class)
        .hasMessageContaining("token-key: token key: 5 bytes (expected: 32, in base64)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3cret!", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEy"})
  void parse_noKey_isRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> TokenKey.parse(text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("token key: ")
        .hasMessageNotContaining("s3cret");
  }
}
