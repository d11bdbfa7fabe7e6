/// A client of Deepgram's `/v1/listen`, and of whatever else speaks it: self-hosted, or another Earshot.
@NullMarked
package dev.earshot.gateway.upstream.deepgram;

import org.jspecify.annotations.NullMarked;
