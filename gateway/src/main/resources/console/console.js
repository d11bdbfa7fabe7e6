// The page's side of /v4/web/listen: the key in the first message, then sound; words and events come back.

import { credit as creditText, farewell, trouble, withoutCredit } from '/plain.js';

const RATES = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];
// What may wait in the browser when the network is slower than speech; more is dropped, and said.
const MOST_WAITING = 512 * 1024;
const at = (id) => document.getElementById(id);
const [key, speak, file, state, words, credit, level] =
  ['key', 'speak', 'file', 'state', 'words', 'credit', 'level'].map(at);

let running = null;
// From a press of the button to the connection: the browser may ask for its microphone meanwhile.
let starting = false;

function say(text, kind = '') {
  state.textContent = text;
  state.className = kind;
}

function showSegment({ id, text, is_final: isFinal }) {
  let line = at(id);
  if (!line) {
    line = document.createElement('p');
    line.id = id;
    words.append(line);
  }
  line.textContent = text;
  line.className = isFinal ? '' : 'guess';
  line.ariaHidden = isFinal ? null : 'true'; // read out once, when it stays
  line.scrollIntoView({ block: 'nearest' });
}

function showCredit(event) {
  credit.textContent = creditText(event);
}

function showNoCredit(event) {
  const [left, why] = withoutCredit(event);
  credit.textContent = left;
  say(why, 'bad');
}

function showStatus(status, session) {
  switch (status) {
    case 'ready': session.ready(); break;
    case 'degraded': say('Words are late: the recogniser is being replaced.', 'bad'); break;
    case 'recovered': say('Listening again.', 'good'); break;
    case 'stt_failed': say('The recogniser failed, and no other could take over.', 'bad'); break;
    default: say('The recogniser starts ...');
  }
}

function showEvent(event, session) {
  switch (event.type) {
    case 'auth_response':
      if (!event.success) say('The key is not known.', 'bad');
      break;
    case 'service_status':
      showStatus(event.status, session);
      break;
    case 'audio_gap':
      say(`Some sound was lost: no words will come of ${(event.to - event.from).toFixed(1)} s of it.`, 'bad');
      break;
    case 'segments_deleted': event.segment_ids.forEach((id) => at(id)?.remove()); break;
    case 'credits_left': showCredit(event); break;
    case 'freemium_threshold_reached': showCredit(event); say('Listening. Little credit is left.', 'good'); break;
    case 'credits_exhausted': showNoCredit(event); break;
    case 'credits_restored': showCredit(event); say('Listening again.', 'good'); break;
    case 'frame_skipped': say(`Something was skipped: ${event.detail}`, 'bad'); break;
  }
}

function connect(rate) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(
    `${scheme}://${location.host}/v4/web/listen?codec=pcm16&language=en&sample_rate=${rate}`);
  socket.binaryType = 'arraybuffer';
  const session = { socket, stop: () => {}, opened: false };
  const ready = new Promise((resolve, reject) => {
    session.ready = resolve;
    session.failed = reject;
  });
  socket.onopen = () => {
    session.opened = true;
    socket.send(JSON.stringify({ type: 'auth', token: key.value }));
  };
  socket.onmessage = ({ data }) => {
    if (data === 'ping') return;
    const message = JSON.parse(data);
    if (Array.isArray(message)) message.forEach(showSegment);
    else showEvent(message, session);
  };
  socket.onclose = ({ code, reason }) => {
    session.failed(new Error('closed'));
    session.stop();
    say(farewell(session.opened, code, reason), code === 1000 ? '' : 'bad');
    if (running === session) running = null;
    rest();
  };
  return { session, ready };
}

// The button as it is while nothing runs.
function rest() {
  speak.textContent = 'Speak';
  speak.className = '';
  level.hidden = true;
}

function send(session, samples) {
  const { socket } = session;
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount > MOST_WAITING) {
    say('The network is too slow: some sound is lost.', 'bad');
    return;
  }
  socket.send(samples);
}

function finish(session) {
  session.stop();
  if (session.socket.readyState === WebSocket.OPEN) {
    session.socket.send(JSON.stringify({ type: 'finish' }));
    say('Waiting for the last words ...');
  }
}

async function start(rate, source, release = () => {}) {
  speak.textContent = 'Stop';
  speak.className = 'on';
  say('Connecting ...');
  const { session, ready } = connect(rate);
  session.stop = release;
  running = session;
  try {
    await ready;
    say('Listening.', 'good');
    await source(session);
  } catch (error) {
    if (error.message !== 'closed') {
      say(error.message, 'bad');
      session.socket.close();
    }
  }
}

// Loudness as ears have it: from -60 dB to full scale.
function showLevel(samples) {
  const sum = new Int16Array(samples).reduce((all, value) => all + value * value, 0);
  const decibels = 10 * Math.log10(sum / (samples.byteLength / 2) / 32768 ** 2 + 1e-9);
  level.value = Math.max(0, 1 + decibels / 60);
}

async function microphone() {
  if (!navigator.mediaDevices) {
    throw new Error('A browser gives its microphone only to pages of its own machine (127.0.0.1) or over HTTPS. Drop a recording instead.');
  }
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  const context = new AudioContext();
  // Whichever way it ends, the browser's sign of a microphone in use goes out.
  const release = () => {
    stream.getTracks().forEach((track) => track.stop());
    if (context.state !== 'closed') context.close();
  };
  try {
    if (!RATES.includes(context.sampleRate)) {
      throw new Error(`The microphone's rate is ${context.sampleRate} Hz, which is not served.`);
    }
    await context.audioWorklet.addModule('/capture.js');
  } catch (error) {
    release();
    throw error;
  }
  await start(context.sampleRate, async (session) => {
    const capture = new AudioWorkletNode(context, 'capture');
    level.hidden = false;
    capture.port.onmessage = ({ data }) => {
      showLevel(data);
      send(session, data);
    };
    context.createMediaStreamSource(stream).connect(capture);
  }, release);
}

// A recording at the pace it was spoken, on an absolute schedule.
async function recording(blob) {
  const rate = 16000;
  const decoded = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await blob.arrayBuffer());
  const mono = new Int16Array(decoded.length);
  for (let c = 0; c < decoded.numberOfChannels; c += 1) {
    decoded.getChannelData(c).forEach((v, i) => { mono[i] += (v * 32767) / decoded.numberOfChannels; });
  }
  await start(rate, async (session) => {
    const piece = rate / 10;
    const began = performance.now();
    let live = true;
    session.stop = () => { live = false; };
    for (let i = 0; i * piece < mono.length && live; i += 1) {
      const due = began + i * 100 - performance.now();
      if (due > 0) await new Promise((resolve) => { setTimeout(resolve, due); });
      send(session, mono.slice(i * piece, (i + 1) * piece));
    }
    if (live) finish(session);
  });
}

async function guarded(action) {
  starting = true;
  try {
    await action();
  } catch (error) {
    say(trouble(error), 'bad');
    rest();
  } finally {
    starting = false;
  }
}

function takeFile(blob) {
  if (!blob || running || starting || !key.reportValidity()) return;
  sessionStorage.setItem('key', key.value);
  guarded(() => recording(blob));
}

at('door').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('key', key.value);
  if (running) finish(running);
  else if (!starting) guarded(microphone);
});
file.addEventListener('change', () => { takeFile(file.files[0]); file.value = ''; });
document.addEventListener('dragover', (event) => { event.preventDefault(); words.className = 'over'; });
document.addEventListener('dragleave', () => { words.className = ''; });
document.addEventListener('drop', (event) => {
  event.preventDefault();
  words.className = '';
  takeFile(event.dataTransfer.files[0]);
});

// The address may carry the key behind a #, which no browser sends to a server.
const given = new URLSearchParams(location.hash.slice(1)).get('key');
if (given) history.replaceState(null, '', location.pathname);
key.value = given ?? sessionStorage.getItem('key') ?? '';
