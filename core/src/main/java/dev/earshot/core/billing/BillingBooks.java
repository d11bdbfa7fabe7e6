package dev.earshot.core.billing;

import dev.earshot.core.signal.SignalOutbox;

/// What a store keeps beside the ledger, so that no change of a plan is lost on its way.
///
/// @param inbox what came from the payment service
/// @param payers who pays for what
/// @param outbox what is to be announced
public record BillingBooks(EventInbox inbox, Payers payers, SignalOutbox outbox) {}
