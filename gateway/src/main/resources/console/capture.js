// Runs on the audio thread: turns what the microphone gives into signed 16-bit samples, 40 ms at a time.
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.piece = new Int16Array(Math.round(sampleRate * 0.04));
    this.filled = 0;
  }

  process(inputs) {
    const channel = inputs[0][0];
    if (channel) {
      for (const value of channel) {
        this.piece[this.filled++] = Math.max(-1, Math.min(1, value)) * 32767;
        if (this.filled === this.piece.length) {
          this.port.postMessage(this.piece.slice().buffer);
          this.filled = 0;
        }
      }
    }
    return true;
  }
}

registerProcessor('capture', Capture);
