/// The part of the HTTP API that is about apps: lists, one's own apps, who tests them, and how often a
/// mentor may speak up.
@NullMarked
package dev.earshot.gateway.api.app;

import org.jspecify.annotations.NullMarked;
