/// Who may come in, and for how long: API keys, short-lived tokens of our own, tokens of other issuers;
/// how often an account may knock, and from which pages; who of those inside must leave again.
@NullMarked
package dev.earshot.gateway.auth;

import org.jspecify.annotations.NullMarked;
