// A backend that has the key asks for a client secret, which names the session that its page's client
// has from its first moment. That one shows the secret as pages do, with the helper for browsers.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import OpenAI from "openai";
import { OpenAIRealtimeWebSocket } from "openai/realtime/websocket";

const { GATEWAY, KEY } = process.env;
const backend = new OpenAI({ apiKey: KEY, baseURL: `${GATEWAY}/v1` });
const secret = await backend.realtime.clientSecrets.create({
  expires_after: { anchor: "created_at", seconds: 20 },
  session: {
    type: "transcription",
    audio: {
      input: {
        format: { type: "audio/pcm", rate: 24000 },
        transcription: { model: "gpt-4o-mini-transcribe", language: "en" },
        turn_detection: null,
      },
    },
  },
});
console.log(secret.value.slice(0, 3), Math.round(secret.expires_at - Date.now() / 1000) <= 20);

const openai = new OpenAI({ apiKey: secret.value, baseURL: `${GATEWAY}/v1` });
const realtime = new OpenAIRealtimeWebSocket({ intent: "transcription" }, openai);
const heard = (type) => new Promise((done) => realtime.on(type, done));
const closed = new Promise((done) => realtime.socket.addEventListener("close", done));
realtime.on("error", (error) => console.error(error.message));
const { session } = await heard("session.created");
console.log(session.audio.input.transcription.model, session.audio.input.turn_detection);
const sound = (await readFile(process.argv[2])).subarray(44);
const begin = performance.now();
for (let at = 0; at < sound.length; at += 4800) { // 100 ms
  await sleep(begin + at / 48 - performance.now());
  realtime.send({ type: "input_audio_buffer.append", audio: sound.subarray(at, at + 4800).toString("base64") });
}
const completed = heard("conversation.item.input_audio_transcription.completed");
realtime.send({ type: "input_audio_buffer.commit" });
console.log((await completed).transcript);
realtime.close();
await closed;
