package dev.earshot.core.account;

/// What an account can subscribe to, as data.
///
/// @param name under which subscriptions refer to it
/// @param grant what each month gives where a subscription has no grant of its own
public record Plan(String name, MonthlyGrant grant, Policy policy) {}
