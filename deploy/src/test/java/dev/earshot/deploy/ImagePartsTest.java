package dev.earshot.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePartsTest {
  @TempDir
  private Path dir;

  private Path flags;

  @BeforeEach
  void jars() throws IOException {
    flags = Files.write(dir.resolve("flags"), List.of("# why", "", "-XX:-UsePerfData"));
    jar("gateway.jar", "dev/earshot/Main.class");
    jar("lib/b.jar", "META-INF/MANIFEST.MF", "b/B.class", "META-INF/native/libb_x86_64.so",
        "META-INF/native/libb_aarch_64.so", "b/windows/b.dll", "b/musl/x86_64/libb.so");
    jar("lib/a.jar", "a/A.class", "linux-x86-64/libvosk.so");
    jar("lib/only-native.jar", "META-INF/MANIFEST.MF", "META-INF/native/libn_linux_x86_64.so");
    jar("lib/sphinx4-data-1.jar", "model/en");
  }

  @Test
  void lay_librariesOfThisMachine_areFilesAndInNoJar() throws IOException {
    ImageParts.lay(dir, flags, dir.resolve("x86"), "amd64", "");
    ImageParts.lay(dir, flags, dir.resolve("arm"), "aarch64", "");

    assertThat(names(dir.resolve("x86/native"))).containsExactly("libb_x86_64.so",
        "libn_linux_x86_64.so");
    assertThat(names(dir.resolve("arm/native"))).containsExactly("libb_aarch_64.so");
    try (var jar = new JarFile(dir.resolve("x86/lib/b.jar").toFile())) {
      assertThat(jar.stream().map(JarEntry::getName)).containsExactly("META-INF/MANIFEST.MF",
          "b/B.class");
    }
  }

  @Test
  void lay_arguments_nameOursFirstAndNothingEmpty() throws IOException {
    ImageParts.lay(dir, flags, dir.resolve("out"), "amd64", "");

    assertThat(Files.readAllLines(dir.resolve("out/java.args"))).containsExactly(
        "-XX:-UsePerfData", "-cp",
        "/opt/earshot/lib/gateway.jar:/opt/earshot/lib/a.jar:/opt/earshot/lib/b.jar",
        "dev.earshot.gateway.Main");
  }

  @Test
  void lay_wish_bringsTheLibrary() throws IOException {
    ImageParts.lay(dir, flags, dir.resolve("out"), "amd64", "silero,vosk");

    assertThat(names(dir.resolve("out/native"))).contains("libvosk.so");
    assertThatThrownBy(() -> ImageParts.lay(dir, flags, dir.resolve("other"), "amd64", "whisper"))
        .hasMessage("with: whisper (expected: vosk, silero or both)");
  }

  @Test
  void lay_again_isTheSameBytes() throws IOException {
    ImageParts.lay(dir, flags, dir.resolve("one"), "amd64", "");
    ImageParts.lay(dir, flags, dir.resolve("two"), "amd64", "");

    assertThat(dir.resolve("one/lib/b.jar")).hasSameBinaryContentAs(dir.resolve("two/lib/b.jar"));
    assertThat(Files.getLastModifiedTime(dir.resolve("one/lib/b.jar")).toMillis()).isZero();
  }

  private void jar(String name, String... entries) throws IOException {
    var file = dir.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries) {
        var made = new JarEntry(entry);
        made.setTime(1_000_000_000_000L);
        jar.putNextEntry(made);
        jar.write(entry.getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
