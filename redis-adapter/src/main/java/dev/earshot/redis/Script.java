package dev.earshot.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// A script that Redis runs as one step: called by its digest, or by its whole text where Redis does not
/// know it yet.
record Script(String text, String digest) {
  /// Reads the script beside this class.
  static Script named(String name) {
    try (var in = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
      var bytes = in.readAllBytes();
      var digest = MessageDigest.getInstance("SHA-1").digest(bytes);
      return new Script(new String(bytes, StandardCharsets.UTF_8),
          HexFormat.of().formatHex(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1: missing (expected: in every JDK)", e);
    }
  }

  /// A call of this script.
  ///
  /// @param values writes the arguments behind the keys
  Call on(List<String> keys, Consumer<CommandArgs<String, String>> values) {
    return new Call(this, keys, values);
  }

  /// A script with what it is to be run on.
  record Call(Script script, List<String> keys, Consumer<CommandArgs<String, String>> values) {
    /// By its digest.
    AsyncCommand<String, String, List<Object>> brief() {
      return command(CommandType.EVALSHA, script.digest);
    }

    /// By its text, after which the digest is known.
    AsyncCommand<String, String, List<Object>> whole() {
      return command(CommandType.EVAL, script.text);
    }

    private AsyncCommand<String, String, List<Object>> command(CommandType type, String name) {
      var args = new CommandArgs<>(StringCodec.UTF8).add(name).add(keys.size()).addKeys(keys);
      values.accept(args);
      return new AsyncCommand<>(new Command<>(type, new NestedMultiOutput<>(StringCodec.UTF8),
          args));
    }
  }
}
