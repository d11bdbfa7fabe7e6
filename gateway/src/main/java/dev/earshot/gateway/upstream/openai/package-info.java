/// Clients of OpenAI's realtime transcription and of those who speak it in their own way: vLLM, speaches, or
/// another Earshot. No word has times of its own here; each has its share of the range that was said at once.
@NullMarked
package dev.earshot.gateway.upstream.openai;

import org.jspecify.annotations.NullMarked;
