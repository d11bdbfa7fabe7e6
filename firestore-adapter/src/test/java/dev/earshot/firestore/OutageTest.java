package dev.earshot.firestore;

import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.ApiKeys.Page;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.TopUp;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.firestore.StoreException.Closed;
import dev.earshot.firestore.StoreException.Full;
import dev.earshot.firestore.StoreException.Late;
import dev.earshot.firestore.StoreException.Lost;
import dev.earshot.testkit.FirestoreEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/// A server that hangs, one that is away, and one that comes back.
class OutageTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final Duration DEADLINE = Duration.ofSeconds(1);
  /// Far more than the deadline, far less than the client's own patience, which is minutes.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Retry AGAIN = Retry.fixedDelay(200, Duration.ofMillis(100));

  private static FirestoreEmulator emulator;

  private final AccountId account = new AccountId("zoë-" + UUID.randomUUID());
  private final Settle intent = new Settle(new StreamId(UUID.randomUUID()), account, NOVEMBER, 0,
      1_500);
  private FirestoreStore store;

  @BeforeAll
  static void start() {
    emulator = FirestoreEmulator.open();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void open() {
    store = open(emulator.hostAndPort(), 4, 8);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everyQuestion_serverHangs_failsLateAndComesBack() {
    back();
    emulator.freeze();
    try {
      assertThat(errors()).hasSize(11)
          .allSatisfy(error -> assertThat(error).isInstanceOf(Late.class)
              .hasMessage("firestore: no answer (expected: one within PT1S)"));
    } finally {
      emulator.thaw();
    }
    back();

    assertThat(again(store.ledger().settle(intent))).isEqualTo(new Settled(1_500));
    assertThat(again(store.allowances().fetch(account, Stores.NOW)).allowance().usedMs())
        .isEqualTo(1_500);
  }

  @Test
  void settle_answerWasLost_countsOnceHoweverOftenItIsRepeated() {
    again(store.ledger().settle(new Settle(intent.stream(), account, NOVEMBER, 1_500, 1_600)));
    emulator.freeze();
    try {
      for (var again = 0; again < 3; again++) {
        assertThatThrownBy(() -> store.ledger().settle(intent).block(PATIENCE))
            .isInstanceOf(Late.class);
      }
    } finally {
      emulator.thaw();
    }
    back();

    assertThat(again(store.ledger().settle(intent))).isEqualTo(new Settled(1_500));
    assertThat(again(store.allowances().fetch(account, Stores.NOW)).allowance().usedMs())
        .isEqualTo(1_600);
  }

  @Test
  void fetch_manyWhileServerHangs_areRefusedBeyondTheBoundAndRoomComesBack() {
    again(store.allowances().fetch(account, Stores.NOW));
    emulator.freeze();
    try {
      for (var round = 0; round < 3; round++) {
        var errors = Flux.range(0, 30)
            .flatMap(_ -> store.allowances()
                .fetch(account, Stores.NOW)
                .cast(Object.class)
                .onErrorResume(Mono::just), 30)
            .collectList()
            .block(PATIENCE);

        assertThat(errors).filteredOn(Late.class::isInstance).hasSizeBetween(8, 12);
        assertThat(errors).filteredOn(error -> !(error instanceof Late))
            .hasSizeBetween(18, 22)
            .allSatisfy(error -> assertThat(error).isInstanceOf(Full.class));
      }
    } finally {
      emulator.thaw();
    }
    back();
    // who waited when the deadline came may have gone under way since, for one deadline more
    var answers = again(Flux.range(0, 12)
        .flatMap(_ -> store.allowances().fetch(account, Stores.NOW), 12)
        .collectList());

    assertThat(answers).hasSize(12);
  }

  @Test
  void everyQuestion_serverIsAway_isLostAndComesBack() {
    back();
    emulator.stop();
    try {
      assertThat(errors()).hasSize(11)
          .allSatisfy(error -> assertThat(error).isInstanceOfAny(Lost.class, Late.class)
              .hasMessageNotContaining("sesame"));
    } finally {
      emulator.start();
    }
    back();

    assertThat(again(store.ledger().settle(intent))).isEqualTo(new Settled(1_500));
  }

  @Test
  void open_nobodyIsThere_doesNotFailUntilItIsAsked() throws IOException {
    try (var away = open("127.0.0.1:" + freePort(), 4, 8)) {
      assertThatThrownBy(() -> away.ping().block(PATIENCE))
          .isInstanceOfAny(Lost.class, Late.class);
    }
  }

  @Test
  void close_serverHangs_endsAndRefusesWhoComes() {
    var hanging = open(emulator.hostAndPort(), 1, 8);
    hanging.ping().retryWhen(AGAIN).block(PATIENCE);
    emulator.freeze();
    try {
      var underWay = hanging.ping().toFuture();
      var waiting = hanging.ping().toFuture();
      Mono.fromRunnable(hanging::close).subscribeOn(Schedulers.boundedElastic()).block(PATIENCE);

      assertThatThrownBy(underWay::join).hasCauseInstanceOf(Late.class);
      assertThatThrownBy(waiting::join)
          .satisfies(e -> assertThat(e.getCause()).isInstanceOfAny(Closed.class, Late.class));
      assertThatThrownBy(() -> hanging.ping().block(PATIENCE)).isInstanceOf(Closed.class);
      hanging.close();
    } finally {
      emulator.thaw();
    }
  }

  /// What becomes of every kind of question, asked at once.
  private List<Throwable> errors() {
    var accounts = store.accounts();
    var questions = Stream.<Mono<?>>of(store.ping(),
        store.allowances().fetch(account, Stores.NOW), store.ledger().settle(intent),
        store.ledger().settle(new Settle(intent.stream(), account, NOVEMBER, 0, 0)),
        accounts.holderOf("open sesame"), accounts.admit(account, "open sesame " + account),
        accounts.grant(account, MonthlyGrant.unlimited()),
        store.apiKeys().find(KeyHash.of("open sesame")),
        store.apiKeys().list(new Page(account, null, 10)),
        store.apiKeys().revoke(KeyHash.of("open sesame").id(), Stores.NOW),
        accounts.topUp(account, new TopUp("gift-1", NOVEMBER, 5_000)));
    return answerOf(Flux.fromStream(questions)
        .flatMap(question -> question.then(Mono.<Throwable>empty()).onErrorResume(Mono::just))
        .collectList());
  }

  /// Asks until there is an answer; a cold emulator is slow at first.
  private static <T> T again(Mono<T> question) {
    return answerOf(question.retryWhen(AGAIN));
  }

  private void back() {
    store.ping().retryWhen(AGAIN).block(PATIENCE);
  }

  private static FirestoreStore open(String hostAndPort, int inFlight, int waiting) {
    return FirestoreStore.open(
        StoreSettings.of("outagetest")
            .onEmulator(hostAndPort)
            .within(DEADLINE)
            .atMost(inFlight, waiting),
        Plans.none(), InstantSource.fixed(Stores.NOW), DocumentOperations.UNHEARD);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
