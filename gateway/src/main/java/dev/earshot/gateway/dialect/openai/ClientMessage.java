package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One message of a client, as far as this dialect reads it.
///
/// @param type empty where there is none
/// @param eventId as the client calls the message; null where it does not
/// @param audio decoded; null where there is none that could be
/// @param session a part of a session's setup; null where there is none
record ClientMessage(String type, @Nullable String eventId, @Nullable ByteBuffer audio,
    @Nullable JsonNode session) {}
