/// What somebody pays for: the events of a payment service, the subscriptions that they tell of, and
/// the one desk through which a plan is changed.
@NullMarked
package dev.earshot.core.billing;

import org.jspecify.annotations.NullMarked;
