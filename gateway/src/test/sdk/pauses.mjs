// A client of Deepgram's that speaks, asks for its words, is silent for longer than a silent connection
// lives, says that it is still there meanwhile, and speaks again.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { DeepgramClient } from "@deepgram/sdk";

const { GATEWAY, KEY } = process.env;
const PAUSE_SECONDS = 12;
const sound = (await readFile(process.argv[2])).subarray(44);
const half = sound.length / 2 - (sound.length / 2) % 3200;
const deepgram = new DeepgramClient({ apiKey: KEY, baseUrl: GATEWAY });
const socket = await deepgram.listen.v1.connect({ model: "nova-3", encoding: "linear16", sample_rate: 16000 });
let finalized;
socket.on("message", (message) => {
  if (message.from_finalize) finalized(message);
});
const closed = new Promise((done) => socket.on("close", done));
socket.connect();
await socket.waitForOpen();

async function speak(part) {
  const begin = performance.now();
  for (let at = 0; at < part.length; at += 3200) { // 100 ms
    await sleep(begin + at / 32 - performance.now());
    socket.sendMedia(part.subarray(at, at + 3200));
  }
}

async function finalize() {
  const answer = new Promise((done) => { finalized = done; });
  socket.sendFinalize({ type: "Finalize" });
  console.log((await answer).channel.alternatives[0].transcript);
}

await speak(sound.subarray(0, half));
await finalize();
await finalize(); // of nothing: an answer all the same
for (let waited = 0; waited < PAUSE_SECONDS; waited += 4) {
  await sleep(4000);
  socket.sendKeepAlive({ type: "KeepAlive" });
}
await speak(sound.subarray(half));
socket.sendCloseStream({ type: "CloseStream" });
await closed;
