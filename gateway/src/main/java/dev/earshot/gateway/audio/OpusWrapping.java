package dev.earshot.gateway.audio;

import dev.earshot.core.container.Sniffer.Kind;
import java.nio.ByteBuffer;
import java.util.List;

/// Finds out from the first bytes of Opus whether it comes in a container, or as one packet a message.
///
/// Fewer bytes than tell a container, that may be the first of one, are no packet: one that begins with
/// `Og` would last longer than any may, and what begins as WebM does speaks of more bytes than there are.
/// So they are kept until more come.
public final class OpusWrapping {
  private static final List<Kind> CONTAINERS = List.of(Kind.OGG, Kind.WEBM);

  private ByteBuffer kept = ByteBuffer.allocate(0);

  /// What is known after some bytes.
  public sealed interface Finding {
    /// Nothing: more bytes are needed.
    record More() implements Finding {}

    /// There is none: each message is a packet.
    ///
    /// @param first of them
    record None(ByteBuffer first) implements Finding {}

    /// There is one.
    ///
    /// @param bytes it begins with
    record Container(Kind kind, ByteBuffer bytes) implements Finding {}
  }

  /// Takes the next message; not to be called after anything but [Finding.More] was answered.
  public Finding take(ByteBuffer message) {
    kept = ByteBuffer.allocate(kept.remaining() + message.remaining())
        .put(kept)
        .put(message)
        .flip();
    for (var kind : CONTAINERS) {
      if (kind.mayBegin(kept)) {
        return kept.remaining() < Kind.MAGIC_BYTES
            ? new Finding.More()
            : new Finding.Container(kind, kept);
      }
    }
    return new Finding.None(kept);
  }
}
