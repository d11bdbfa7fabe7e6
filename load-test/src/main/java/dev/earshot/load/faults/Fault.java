package dev.earshot.load.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/// Something that breaks, and how it is mended. Of two at once the first named breaks first and is mended
/// first: stores before who needs them, a process behind what befell it.
enum Fault {
  /// Redis stands still: connections stay, and nothing is answered.
  REDIS_FROZEN("redis-server is stopped by SIGSTOP", Fault.UNNOTICED) {
    @Override
    void begin(Stage stage) {
      stage.redis().freeze();
    }

    @Override
    void end(Stage stage) {
      stage.redis().thaw();
    }
  },
  /// Redis is gone, and comes back without anything it knew.
  REDIS_EMPTIED("redis-server is killed, and started again empty", Fault.UNNOTICED) {
    @Override
    void begin(Stage stage) {
      stage.redis().stop();
    }

    @Override
    void end(Stage stage) {
      stage.redis().start();
    }
  },
  /// Firestore cannot be reached.
  FIRESTORE_CUT("connections to Firestore are reset", Fault.UNNOTICED) {
    @Override
    void begin(Stage stage) {
      stage.toFirestore().cut();
    }

    @Override
    void end(Stage stage) {
      stage.toFirestore().mend();
    }
  },
  /// Firestore is slow.
  FIRESTORE_SLOW("whatever goes to Firestore or comes from it is 2 s late", Fault.UNNOTICED) {
    @Override
    void begin(Stage stage) {
      stage.toFirestore().slow(Duration.ofSeconds(2));
    }

    @Override
    void end(Stage stage) {
      stage.toFirestore().mend();
    }
  },
  /// The first recogniser is gone, with all that it heard.
  RECOGNISER_KILLED("one of two recognisers is killed, and started again", Fault.UNNOTICED) {
    @Override
    void begin(Stage stage) {
      stage.recogniser().kill();
    }

    @Override
    void end(Stage stage) throws IOException, InterruptedException {
      stage.recogniser().startAgain();
    }
  },
  /// The balancer is gone, with all connections.
  BALANCER_STOPPED("haproxy is ended, and started again", Fault.CUT_OFF_MS) {
    @Override
    void begin(Stage stage) {
      stage.balancer().stop();
    }

    @Override
    void end(Stage stage) throws IOException, InterruptedException {
      stage.balancer().startAgain();
    }
  },
  /// A gateway can open nothing any more.
  GATEWAY_WITHOUT_DESCRIPTORS("a gateway may open no file and take no connection (RLIMIT_NOFILE)",
      Fault.UNNOTICED) {
    @Override
    void begin(Stage stage) throws IOException, InterruptedException {
      stage.gateways().getFirst().limit("nofile", "16");
    }

    @Override
    void end(Stage stage) throws IOException, InterruptedException {
      stage.gateways().getFirst().allowFiles();
    }
  },
  /// A gateway can write nothing any more.
  GATEWAY_DISK_FULL("a gateway may write no byte to any file (RLIMIT_FSIZE)", Fault.UNNOTICED) {
    @Override
    void begin(Stage stage) throws IOException, InterruptedException {
      stage.gateways().getFirst().limit("fsize", "0");
    }

    @Override
    void end(Stage stage) throws IOException, InterruptedException {
      stage.gateways().getFirst().limit("fsize", "unlimited");
    }
  },
  /// A gateway is gone, and a new process takes over its disk.
  GATEWAY_KILLED("a gateway is killed (kill -9), and started again on the same disk",
      Fault.LOST_MS) {
    @Override
    void begin(Stage stage) {
      stage.gateways().getFirst().kill();
    }

    @Override
    void end(Stage stage) throws IOException, InterruptedException {
      stage.gateways().getFirst().start();
    }
  };

  /// No connection may end, and nothing stays uncharged.
  private static final long UNNOTICED = -1;
  /// Whatever the gateway was sent it has; the rest was in the balancer.
  private static final long CUT_OFF_MS = 500;
  /// A second is in no book (design: a kill loses at most 1 s a stream), and some was not read.
  private static final long LOST_MS = 1_500;
  /// 5 s are what clients of stores need to connect again, and devices that wait for their next try; 5 s behind
  /// that the ledger was asked once more: it is every 5 ticks, of 1 s here.
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  private final String what;
  private final long brokenMs;

  /// @param brokenMs of each connection that it breaks, which may stay uncharged; below 0 for one that may
  ///     break none
  Fault(String what, long brokenMs) {
    this.what = what;
    this.brokenMs = brokenMs;
  }

  /// As the command line and the tables name it.
  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What is done, in a line.
  String what() {
    return what;
  }

  Bounds bounds() {
    return new Bounds(brokenMs >= 0, Math.max(0, brokenMs), RECOVERY);
  }

  /// Breaks it.
  abstract void begin(Stage stage) throws IOException, InterruptedException;

  /// Mends it, and waits until it is there again.
  abstract void end(Stage stage) throws IOException, InterruptedException;
}
