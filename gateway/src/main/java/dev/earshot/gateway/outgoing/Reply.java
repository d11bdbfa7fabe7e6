package dev.earshot.gateway.outgoing;

import java.time.Duration;

/// What came back.
///
/// @param status 200 to 599
/// @param retryAfter what the answer asks for, up to an hour; zero where it asks for nothing
/// @param body in UTF-8; empty where only the head was waited for
public record Reply(int status, Duration retryAfter, String body) {}
