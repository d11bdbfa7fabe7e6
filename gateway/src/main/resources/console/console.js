// The page's side of /v4/web/listen: the key in the first message, then sound; words and events come back.

const RATES = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];
// What may wait in the browser when the network is slower than speech; more is dropped, and said.
const MOST_WAITING = 512 * 1024;
const CLOSED = {
  1000: 'Finished.',
  1001: 'The server has gone away, or nothing came for too long. Press Speak to go on.',
  1003: 'The server cannot read this sound.',
  1006: 'The connection broke. Press Speak to go on.',
  1008: 'The server refused',
  1009: 'The server refused: too much at once.',
  1011: 'The server failed. Press Speak to try again.',
  1013: 'All recognisers are busy. Try again in a moment.',
};

const at = (id) => document.getElementById(id);
const [key, speak, file, state, words, credit] =
  ['key', 'speak', 'file', 'state', 'words', 'credit'].map(at);

let running = null;

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
  line.scrollIntoView({ block: 'nearest' });
}

function showCredit(event) {
  if (event.unlimited) {
    credit.textContent = 'no limit';
    return;
  }
  const seconds = event.remaining_seconds;
  credit.textContent = seconds >= 120 ? `${Math.floor(seconds / 60)} min left` : `${seconds} s left`;
}

function showEvent(event, session) {
  switch (event.type) {
    case 'auth_response':
      if (!event.success) say('The key is not known.', 'bad');
      break;
    case 'service_status':
      if (event.status === 'ready') session.ready();
      else say(`${event.status_text} ...`);
      break;
    case 'segments_deleted': event.segment_ids.forEach((id) => at(id)?.remove()); break;
    case 'credits_left': showCredit(event); break;
    case 'freemium_threshold_reached': showCredit(event); say('Listening. Little credit is left.', 'good'); break;
    case 'credits_exhausted':
      showCredit({ remaining_seconds: 0 });
      say(`No credit is left until ${new Date(event.resets_at).toLocaleString()}. Sound is not recognised.`, 'bad');
      break;
    case 'credits_restored': showCredit(event); say('Listening again.', 'good'); break;
    case 'frame_skipped': say(`Something was skipped: ${event.detail}`, 'bad'); break;
  }
}

function connect(rate) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(
    `${scheme}://${location.host}/v4/web/listen?codec=pcm16&language=en&sample_rate=${rate}`);
  socket.binaryType = 'arraybuffer';
  const session = { socket, stop: () => {}, dropped: 0 };
  const ready = new Promise((resolve, reject) => {
    session.ready = resolve;
    session.failed = reject;
  });
  socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token: key.value }));
  socket.onmessage = ({ data }) => {
    if (data === 'ping') return;
    const message = JSON.parse(data);
    if (Array.isArray(message)) message.forEach(showSegment);
    else showEvent(message, session);
  };
  socket.onclose = ({ code, reason }) => {
    session.failed(new Error('closed'));
    session.stop();
    const text = CLOSED[code] ?? `Closed (${code}).`;
    say(code === 1008 ? `${text}: ${reason || 'no reason given'}.` : text, code === 1000 ? '' : 'bad');
    if (running === session) running = null;
    speak.textContent = 'Speak';
    speak.className = '';
  };
  return { session, ready };
}

function send(session, samples) {
  const { socket } = session;
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount > MOST_WAITING) {
    session.dropped += 1;
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

async function microphone() {
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
    capture.port.onmessage = ({ data }) => send(session, data);
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
  try {
    await action();
  } catch (error) {
    say(error.name === 'NotAllowedError' ? 'The browser does not let this page use the microphone.' : error.message, 'bad');
    speak.textContent = 'Speak';
    speak.className = '';
  }
}

function takeFile(blob) {
  if (blob && !running) guarded(() => recording(blob));
}

at('door').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('key', key.value);
  if (running) finish(running);
  else guarded(microphone);
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
