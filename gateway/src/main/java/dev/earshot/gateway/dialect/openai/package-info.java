/// The words of OpenAI's realtime API in transcription mode, as its SDKs speak them at `/v1/realtime`: a
/// session that the client sets up, sound in base64, items that are committed, told piece by piece and
/// completed; and the paths at which short-lived client secrets are made.
@NullMarked
package dev.earshot.gateway.dialect.openai;

import org.jspecify.annotations.NullMarked;
