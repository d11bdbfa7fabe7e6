package dev.earshot.gateway.wire;

import java.util.Map;

/// What a server answers to an HTTP request.
///
/// @param headers by lower-case name
/// @param body where the answer tells its length
public record Answer(int status, Map<String, String> headers, String body) {}
