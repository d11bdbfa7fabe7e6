// Many of Deepgram's clients in one process, all at once: CROWD of them stream the same recording, and
// each prints the seconds that its last message says it has used.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { DeepgramClient } from "@deepgram/sdk";

const { GATEWAY, KEY, CROWD } = process.env;
const sound = (await readFile(process.argv[2])).subarray(44);

async function stream() {
  const deepgram = new DeepgramClient({ apiKey: KEY, baseUrl: GATEWAY });
  const socket = await deepgram.listen.v1.connect({ model: "nova-3", encoding: "linear16", sample_rate: 16000 });
  socket.on("message", (message) => {
    if (message.type === "Metadata") console.log(message.duration);
  });
  const closed = new Promise((done) => socket.on("close", done));
  socket.connect();
  await socket.waitForOpen();
  const begin = performance.now();
  for (let at = 0; at < sound.length; at += 3200) { // 100 ms
    await sleep(begin + at / 32 - performance.now());
    socket.sendMedia(sound.subarray(at, at + 3200));
  }
  socket.sendCloseStream({ type: "CloseStream" });
  await closed;
}

await Promise.all(Array.from({ length: Number(CROWD) }, stream));
