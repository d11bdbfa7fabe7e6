// A backend that has the key asks for a short-lived token, with which its page's client streams.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { DeepgramClient } from "@deepgram/sdk";

const { GATEWAY, KEY } = process.env;
const backend = new DeepgramClient({ apiKey: KEY, baseUrl: GATEWAY.replace("ws:", "http:") });
const { access_token: accessToken, expires_in: seconds } = await backend.auth.v1.tokens.grant({ ttl_seconds: 20 });
console.log(seconds);

const page = new DeepgramClient({ accessToken, baseUrl: GATEWAY });
const socket = await page.listen.v1.connect({ model: "nova-3", encoding: "linear16", sample_rate: 16000 });
socket.on("message", (message) => {
  if (message.is_final) console.log(message.channel.alternatives[0].transcript);
});
const closed = new Promise((done) => socket.on("close", done));
socket.connect();
await socket.waitForOpen();
const sound = (await readFile(process.argv[2])).subarray(44);
const begin = performance.now();
for (let at = 0; at < sound.length; at += 3200) { // 100 ms
  await sleep(begin + at / 32 - performance.now());
  socket.sendMedia(sound.subarray(at, at + 3200));
}
socket.sendCloseStream({ type: "CloseStream" });
await closed;
