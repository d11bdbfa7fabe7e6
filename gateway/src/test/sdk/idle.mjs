// A client that says nothing any more, and does not hang up either.
import { once } from "node:events";
import WebSocket from "ws";

const { GATEWAY, KEY } = process.env;
const socket = new WebSocket(`${GATEWAY}/v1/listen?encoding=linear16&sample_rate=16000`, ["token", KEY]);
await once(socket, "open");
socket.send(Buffer.alloc(16000)); // half a second
await once(socket, "close");
