package dev.earshot.gateway.upstream;

import dev.earshot.core.recogniser.RecogniserException;
import java.nio.ByteBuffer;

/// Hears what comes over the wire of one leg, has its [Tongue] understand it and its [Watch] count it.
final class Ear implements Wire.Listener {
  private final UpstreamLeg leg;
  private final Tongue tongue;
  private final Watch watch;
  private final Loop loop;

  Ear(UpstreamLeg leg, Tongue tongue, Watch watch, Loop loop) {
    this.leg = leg;
    this.tongue = tongue;
    this.watch = watch;
    this.loop = loop;
  }

  @Override
  public void opened() {
    watch.sign(loop.nanoTime());
    leg.greet();
  }

  @Override
  public void text(String text) {
    counted(() -> leg.tell(tongue.read(text)));
  }

  @Override
  public void binary(ByteBuffer bytes) {
    counted(() -> leg.tell(tongue.read(bytes)));
  }

  @Override
  public void pong() {
    counted(() -> {});
  }

  @Override
  public void writable() {
    leg.goOn();
  }

  @Override
  public void closed(int code, String reason) {
    counted(() -> {
      tongue.closed(code, reason);
      leg.hungUp("closed with " + code);
    });
  }

  @Override
  public void failed(RecogniserException why) {
    leg.stop(why);
  }

  private void counted(Runnable step) {
    leg.guarded(() -> {
      watch.message(loop.nanoTime());
      step.run();
    });
  }
}
