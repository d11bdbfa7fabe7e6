/// The words of Deepgram's live transcription, as its SDKs speak them at `/v1/listen`: the query says
/// everything, sound is binary, ranges of results tile the time of the stream.
@NullMarked
package dev.earshot.gateway.dialect.deepgram;

import org.jspecify.annotations.NullMarked;
