package dev.earshot.gateway.socket;

import dev.earshot.gateway.auth.Gatekeeper;
import dev.earshot.gateway.auth.HandshakeRate;
import dev.earshot.gateway.auth.KeyWatch;
import dev.earshot.gateway.auth.Origins;

/// Who decides which clients come in and which must leave.
///
/// @param keeper knows keys and tokens
/// @param watch tells when a key was revoked
/// @param rate how often an account may come in
/// @param origins from which pages browsers may
public record Gate(Gatekeeper keeper, KeyWatch watch, HandshakeRate rate, Origins origins) {}
