// What the page says of closes, troubles and credit, in plain words.

const CLOSED = {
  1000: 'Finished.',
  1001: 'The server has gone away, or nothing came for too long. Press Speak to go on.',
  1003: 'The server cannot read this sound.',
  1006: 'The connection broke. Press Speak to go on.',
  1008: 'The server refused',
  1009: 'The server refused: too much at once.',
  1011: 'The server failed. Press Speak to try again.',
  1013: 'The server has no room',
};
// What stands behind these is the server's own reason.
const REASONED = [1008, 1013];
const TROUBLES = {
  NotAllowedError: 'The browser does not let this page use the microphone. Allow it in the address bar, then press Speak.',
  NotFoundError: 'No microphone was found. Drop a recording instead.',
  NotReadableError: 'Another program holds the microphone.',
  EncodingError: 'This file is no recording that the browser can read.',
};

export function farewell(opened, code, reason) {
  if (!opened) return 'The server cannot be reached, or has no room. Try again in a moment.';
  const text = CLOSED[code] ?? `Closed (${code}).`;
  return REASONED.includes(code) ? `${text}: ${reason || 'no reason given'}.` : text;
}

export function trouble(error) {
  return TROUBLES[error.name] ?? error.message;
}

export function credit({ unlimited, remaining_seconds: seconds }) {
  const left = seconds >= 120 ? `${Math.floor(seconds / 60)} min left` : `${seconds} s left`;
  return `Credit: ${unlimited ? 'no limit' : left}`;
}

// Of an account that has used its credit, or whose credit the server could not ask for: that is no less.
export function withoutCredit({ reason, resets_at: resets }) {
  const [left, why] = reason === 'credit_unavailable'
    ? ['Credit: not known', 'The server cannot find out how much credit is left, and goes on asking.']
    : ['Credit: 0 s left', `No credit is left${resets ? ` until ${new Date(resets).toLocaleString()}` : ''}.`];
  return [left, `${why} Sound is not recognised, and not charged for.`];
}
