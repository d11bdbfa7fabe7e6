package dev.earshot.load.versus;

import java.net.URI;

/// Nobody between the devices and the recogniser: what the others add is measured from here.
record DirectRelay(UpstreamProcess upstream) implements Relay {
  static final String NAME = "direct";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return "no relay";
  }

  @Override
  public URI uri() {
    return upstream.uri();
  }

  @Override
  public ProcessHandle handle() {
    return upstream.handle();
  }

  @Override
  public void close() {}
}
