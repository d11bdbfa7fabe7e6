package dev.earshot.core.stream;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;

/// What the client asked for when it opened the stream, and who pays for it.
public record StreamSpec(StreamId id, AccountId account, AudioFormat format, String language) {}
