/// Stripe: the webhook that hears of payments, the API that is asked what is paid, and how both become plans.
@NullMarked
package dev.earshot.gateway.stripe;

import org.jspecify.annotations.NullMarked;
