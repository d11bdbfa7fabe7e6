package dev.earshot.core.credit;

import dev.earshot.core.credit.CreditState.Known;

/// What a [CreditRule] found: the state to keep and what to tell, in this order.
///
/// @param restored there was nothing left, and now there is
/// @param threshold little is left and this was not told since it was last more
/// @param exhausted there was something left, and now there is not
public record Verdict(Known state, boolean restored, boolean threshold, boolean exhausted) {}
