package dev.earshot.deploy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Takes the gateway's jars apart for its image: classes into `lib`, the native libraries of this machine into
/// `native`, and the command line that names them into `java.args`.
///
/// A jar unpacks its native library into a folder for temporary files when it is used; an image with a
/// read-only root has none. Those of other systems, and the recogniser's packed model, are left out. Runs as a
/// source file, so it knows the JDK alone. The same jars give the same bytes.
public final class ImageParts {
  private static final String HOME = "/opt/earshot";
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib|a|lib|pdb)");
  private static final Pattern OTHER_SYSTEM = Pattern.compile(
      "(?i).*(musl|android|bsd|dragonfly|sunos|solaris|aix|windows|darwin|mac).*");
  /// Whose content is in the image in another form.
  private static final Pattern LEFT_OUT = Pattern.compile("sphinx4-data-.*\\.jar");
  /// Names of a machine in the names of libraries.
  private static final Pattern X86 = Pattern.compile(".*(x86_64|x86-64|x64|amd64).*");
  private static final Pattern ARM = Pattern.compile(".*(aarch64|aarch_64|arm64).*");

  /// Libraries for a model of the user's own, which few have, and what asks for them.
  private static final Map<String, String> WISHES = Map.of("libvosk.so", "vosk",
      "libonnxruntime.so", "silero", "libonnxruntime4j_jni.so", "silero");

  private final Pattern machine;
  private final Path lib;
  private final Path natives;
  private final Set<String> wished;

  private ImageParts(String arch, Set<String> wished, Path home) {
    this.wished = wished;
    this.machine = arch.equals("aarch64") ? ARM : X86;
    this.lib = home.resolve("lib");
    this.natives = home.resolve("native");
  }

  /// Lays out everything for the machine that this runs on. `WITH` in the environment says which libraries for
  /// models of the user's own are wanted: `vosk`, `silero`, comma separated.
  ///
  /// @param args the folder with `gateway.jar` and with the others in `lib`, the file with the JVM's flags, the
  ///     folder to write
  /// @throws IOException when one of them cannot be read or written
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "arguments: " + args.length + " (expected: GATEWAY FLAGS OUT)");
    }
    lay(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), System.getProperty("os.arch"),
        System.getenv().getOrDefault("WITH", ""));
  }

  /// Lays out everything for a machine of this architecture, as `os.arch` names it, with these wishes.
  ///
  /// @throws IOException when a file cannot be read or written
  static void lay(Path gateway, Path flags, Path home, String arch, String wishes)
      throws IOException {
    var wished = wishes.isBlank() ? Set.<String>of() : Set.of(COMMA.split(wishes, -1));
    if (!WISHES.values().containsAll(wished)) {
      throw new IllegalArgumentException("with: " + wishes + " (expected: vosk, silero or both)");
    }
    var parts = new ImageParts(arch, wished, home);
    Files.createDirectories(parts.lib);
    Files.createDirectories(parts.natives);
    var classPath = new ArrayList<String>();
    for (var jar : jars(gateway)) {
      var name = jar.getFileName().toString();
      if (!LEFT_OUT.matcher(name).matches() && parts.copy(jar, parts.lib.resolve(name))) {
        classPath.add(HOME + "/lib/" + name);
      }
    }
    var lines = new ArrayList<String>(Files.readAllLines(flags)
        .stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList());
    lines.addAll(List.of("-cp", String.join(":", classPath), "dev.earshot.gateway.Main"));
    Files.write(home.resolve("java.args"), lines);
    Files.setLastModifiedTime(home.resolve("java.args"), FileTime.fromMillis(0));
  }

  /// Ours, and the others in a stable order: the start-up cache holds for exactly these.
  private static List<Path> jars(Path gateway) throws IOException {
    try (var files = Files.list(gateway.resolve("lib"))) {
      return Stream.concat(Stream.of(gateway.resolve("gateway.jar")),
          files.filter(file -> file.toString().endsWith(".jar")).sorted()).toList();
    }
  }

  /// Whether classes or resources were in it: a jar that carries nothing but libraries is left out.
  private boolean copy(Path from, Path to) throws IOException {
    var content = false;
    try (var jar = new JarFile(from.toFile(), false);
        var out = new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
      for (var entry : jar.stream().toList()) {
        if (entry.isDirectory()) {
          continue;
        }
        if (NATIVE.matcher(entry.getName()).matches()) {
          extract(jar, entry);
        } else {
          content |= !entry.getName().startsWith("META-INF/");
          put(jar, entry, out);
        }
      }
    }
    if (content) {
      Files.setLastModifiedTime(to, FileTime.fromMillis(0));
    } else {
      Files.delete(to);
    }
    return content;
  }

  private void extract(JarFile jar, JarEntry entry) throws IOException {
    var name = entry.getName();
    if (!name.endsWith(".so") || OTHER_SYSTEM.matcher(name).matches()
        || !machine.matcher(name).matches()) {
      return;
    }
    var file = natives.resolve(name.substring(name.lastIndexOf('/') + 1));
    var wish = WISHES.get(file.getFileName().toString());
    if (wish != null && !wished.contains(wish)) {
      return;
    }
    try (var in = jar.getInputStream(entry)) {
      Files.copy(in, file); // two of one name are a mistake of ours, and fail
    }
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
  }

  private static void put(JarFile jar, JarEntry entry, JarOutputStream out) throws IOException {
    var copy = new JarEntry(entry.getName());
    copy.setTime(entry.getTime());
    out.putNextEntry(copy);
    try (var in = jar.getInputStream(entry)) {
      in.transferTo(out);
    }
    out.closeEntry();
  }
}
