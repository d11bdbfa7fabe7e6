package dev.earshot.core.credit;

import java.time.Instant;

/// The store's answer to one question: what is left, and until when nothing but use can change it.
///
/// @param nextChangeAt the month's end (UTC), or the end of a paid period or grant before it
public record Balance(Allowance allowance, Instant nextChangeAt) {}
