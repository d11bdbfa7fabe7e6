package dev.earshot.core.recogniser;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.identity.StreamId;

/// One connection between a stream and one recogniser.
///
/// @param stream whose sound it is
/// @param format of the client's audio: its rate is the capture clock's
/// @param language as the client wrote it, one of [Capabilities#languages]
/// @param firstUtterance number of the first utterance of this leg, so that numbers go on over legs
public record Leg(StreamId stream, AudioFormat format, String language, long firstUtterance) {}
