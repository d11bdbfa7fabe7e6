/// What is said goes to the apps that its account has enabled, and now and then to the account's owner: kept on disk first, then
/// delivered in batches, in order, until it was taken or a day has passed. The stream that it came from never waits for it.
@NullMarked
package dev.earshot.core.integration;

import org.jspecify.annotations.NullMarked;
