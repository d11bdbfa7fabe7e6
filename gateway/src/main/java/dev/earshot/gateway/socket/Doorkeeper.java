package dev.earshot.gateway.socket;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.admission.StreamsPerAccount;
import dev.earshot.gateway.auth.Access;
import dev.earshot.gateway.auth.Pass;
import dev.earshot.gateway.auth.Scope;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.Wish.Credential;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets one client in: takes its key from the request or from its first message, looks up whose it is,
/// and takes one of the account's places, which is given back when the stream is over.
///
/// On the event loop only.
final class Doorkeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

  private final Gate gate;
  private final StreamsPerAccount places;
  private final Duration patience;
  private final EventExecutor loop;
  private final Executor onLoop;
  private final Visitor visitor;
  private boolean waiting;
  private @Nullable AccountId admitted;

  /// Who wants to come in.
  interface Visitor {
    /// The key is awaited: the first message may be read.
    void awaitKey();

    /// It is known whether the key is anybody's.
    void keyLookedUp(boolean known);

    /// One place of the account is taken.
    void admit(Pass pass);

    void refuse(EndReason why);
  }

  Doorkeeper(StreamDesk desk, Duration patience, EventExecutor loop, Executor onLoop,
      Visitor visitor) {
    this.gate = desk.gate();
    this.places = desk.perAccount();
    this.patience = patience;
    this.loop = loop;
    this.onLoop = onLoop;
    this.visitor = visitor;
  }

  void ask(Credential key) {
    switch (key) {
      case Credential.Shown(var value) -> lookUp(value);
      case Credential.Missing _ -> visitor.refuse(EndReason.KEY_MISSING);
      case Credential.Follows _ -> {
        waiting = true;
        loop.schedule(this::late, patience.toMillis(), TimeUnit.MILLISECONDS);
        visitor.awaitKey();
      }
    }
  }

  /// The client was let in before, and its place is taken.
  void letIn(Pass pass) {
    admitted = pass.account();
    visitor.admit(pass);
  }

  /// Whether the next message has to be the key.
  boolean isWaiting() {
    return waiting;
  }

  /// The first message, where the key is awaited.
  void hear(ClientEvent first) {
    waiting = false;
    switch (first) {
      case ClientEvent.ShowsKey(var key) when !key.isEmpty() -> lookUp(key);
      case ClientEvent.ShowsKey _ -> deny(EndReason.KEY_LEFT_OUT);
      case ClientEvent.Unusable bad when bad.reason() == Reason.NOT_JSON ->
        deny(EndReason.KEY_NOT_JSON);
      case ClientEvent.Unusable bad when bad.reason() == Reason.NOT_AN_OBJECT ->
        deny(EndReason.KEY_NOT_TEXT);
      case ClientEvent.Unusable _ -> deny(EndReason.KEY_NOT_FIRST);
      case ClientEvent.StillHere _ -> waiting = true;
      case ClientEvent.Sound _ -> deny(EndReason.KEY_NOT_TEXT);
      case ClientEvent.SoundIs _ -> deny(EndReason.KEY_NOT_FIRST);
      case ClientEvent.Several _ -> deny(EndReason.KEY_NOT_FIRST);
      case ClientEvent.Flush _ -> deny(EndReason.KEY_NOT_FIRST);
      case ClientEvent.Finish _ -> deny(EndReason.KEY_NOT_FIRST);
      case ClientEvent.Answered _ -> deny(EndReason.KEY_NOT_FIRST);
    }
  }

  /// Sound came before the key.
  void hearSound() {
    waiting = false;
    deny(EndReason.KEY_NOT_TEXT);
  }

  /// The stream is over.
  void leave() {
    waiting = false;
    if (admitted != null) {
      places.leave(admitted);
      admitted = null;
    }
  }

  private void late() {
    if (waiting) {
      waiting = false;
      deny(EndReason.KEY_LATE);
    }
  }

  private void deny(EndReason why) {
    visitor.keyLookedUp(false);
    visitor.refuse(why);
  }

  private void lookUp(String key) {
    var _ = gate.keeper()
        .admit(key, Scope.LISTEN)
        .timeout(patience)
        .subscribe(access -> onLoop.execute(() -> answered(access)),
            error -> {
              LOG.warn("key could not be looked up: {}", error.toString());
              onLoop.execute(() -> visitor.refuse(EndReason.INTERNAL));
            });
  }

  private void answered(Access access) {
    switch (access) {
      case Access.Granted(var pass) -> enter(pass);
      case Access.Unknown _ -> deny(EndReason.KEY_UNKNOWN);
      case Access.Expired _ -> deny(EndReason.KEY_EXPIRED);
      case Access.Revoked _ -> deny(EndReason.KEY_REVOKED);
      case Access.NotAllowed _ -> deny(EndReason.KEY_NOT_ALLOWED);
    }
  }

  private void enter(Pass pass) {
    visitor.keyLookedUp(true);
    if (gate.rate().refusal(pass.account()).isPresent()) {
      visitor.refuse(EndReason.TOO_MANY_HANDSHAKES);
    } else if (places.enter(pass.account())) {
      letIn(pass);
    } else {
      visitor.refuse(EndReason.TOO_MANY_STREAMS);
    }
  }
}
