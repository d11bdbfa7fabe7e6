// Loaded before an example, which it leaves as it is: notes what goes over each WebSocket of the
// process, from the client's side, and writes it into the file WATCH when the process ends.
import { writeFileSync } from "node:fs";
import WebSocket from "ws";

const sockets = [];
const errors = [];
const notes = new Map();

// What one connection has seen so far; a connection that is dialled again is another one.
function noteOf(socket) {
  if (!notes.has(socket)) {
    const note = {
      url: String(socket.url), status: 0, headers: {}, subprotocol: "", soundBytes: 0, sent: [],
      heard: [], binary: 0, code: 0, reason: "", error: "",
    };
    notes.set(socket, note);
    sockets.push(note);
  }
  return notes.get(socket);
}

function heard(note, data, isBinary) {
  if (isBinary) {
    note.binary++;
  } else {
    note.heard.push({ afterBytes: note.soundBytes, message: JSON.parse(String(data)) });
  }
}

// Sound counts by its bytes; of other messages the type is noted, once for each of them.
function sent(note, data) {
  if (typeof data !== "string") {
    note.soundBytes += data.byteLength;
    return;
  }
  const message = JSON.parse(data);
  if (message.type === "input_audio_buffer.append") {
    note.soundBytes += Buffer.from(message.audio, "base64").length;
  } else {
    note.sent.push(message.type);
  }
}

const seen = {
  upgrade: (note, answer) => Object.assign(note, { status: answer.statusCode, headers: answer.headers }),
  open: (note, socket) => { note.subprotocol = socket.protocol; },
  message: heard,
  close: (note, code, reason) => Object.assign(note, { code, reason: String(reason) }),
  error: (note, error) => {
    note.error = error.message;
    note.status ||= Number(/server response: (\d+)/.exec(error.message)?.[1] ?? 0);
  },
};

const { emit, send } = WebSocket.prototype;
WebSocket.prototype.emit = function (name, ...what) {
  if (Object.hasOwn(seen, name)) {
    seen[name](noteOf(this), ...(name === "open" ? [this] : what));
  }
  return emit.call(this, name, ...what);
};
WebSocket.prototype.send = function (data, ...rest) {
  if (this.readyState === WebSocket.OPEN) {
    sent(noteOf(this), data);
  }
  return send.call(this, data, ...rest);
};

// Node's own, as browsers have it.
if (globalThis.WebSocket) {
  globalThis.WebSocket = class extends globalThis.WebSocket {
    constructor(...dial) {
      super(...dial);
      const note = noteOf(this);
      this.addEventListener("open", () => Object.assign(note, { status: 101, subprotocol: this.protocol }));
      this.addEventListener("message", ({ data }) => heard(note, data, typeof data !== "string"));
      this.addEventListener("close", ({ code, reason }) => Object.assign(note, { code, reason }));
      this.addEventListener("error", () => { note.error = "error"; });
    }

    send(data) {
      sent(noteOf(this), data);
      super.send(data);
    }
  };
}

// An example that fails goes on until it has nothing left to do: one that dials again has.
process.on("uncaughtException", (error) => {
  errors.push(String(error?.message ?? error));
  process.exitCode = 1;
});
process.on("SIGTERM", () => process.exit(143));
process.on("exit", () => writeFileSync(process.env.WATCH, JSON.stringify({ sockets, errors })));
