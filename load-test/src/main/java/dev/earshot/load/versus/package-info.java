/// Starts relays of other makers beside a gateway, in front of one scripted recogniser, and compares what
/// they cost: processor time a frame, memory a stream, latency.
@NullMarked
package dev.earshot.load.versus;

import org.jspecify.annotations.NullMarked;
