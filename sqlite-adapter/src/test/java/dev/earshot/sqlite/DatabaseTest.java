package dev.earshot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.sqlite.StoreException.Full;
import dev.earshot.sqlite.StoreException.Lost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class DatabaseTest {
  private static final int LIMIT = 3;

  private final Database database;

  DatabaseTest(@TempDir Path dir) {
    database = new Database(dir.resolve("earshot.db"), LIMIT);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ask_many_runsThemInOrderOnOneThreadOfItsOwn() {
    var order = new ArrayList<Integer>();
    var threads = new ArrayList<String>();
    var asked = new ArrayList<Mono<Boolean>>();
    for (int n = 0; n < LIMIT; n++) {
      var number = n;
      asked.add(database.ask(_ -> {
        threads.add(Thread.currentThread().getName());
        return order.add(number);
      }));
    }
    Mono.when(asked).block();

    assertThat(order).containsExactly(0, 1, 2);
    assertThat(threads).allMatch(name -> name.startsWith("earshot-sqlite"))
        .hasSize(LIMIT)
        .containsOnly(threads.getFirst());
  }

  @Test
  void ask_answer_doesNotRunTheNextStepOnTheFilesThread() {
    var thread = database.ask(_ -> true).map(_ -> Thread.currentThread().getName()).block();

    assertThat(thread).doesNotStartWith("earshot-sqlite");
  }

  @Test
  void ask_fromAnEventLoop_doesNotWait() {
    StepVerifier.create(Mono.defer(() -> {
      assertThat(Schedulers.isInNonBlockingThread()).isTrue();
      return database.ask(_ -> Schedulers.isInNonBlockingThread());
    }).subscribeOn(Schedulers.parallel())).expectNext(false).verifyComplete();
  }

  /// The same statement, that is: the one that failed lives no longer.
  @Test
  void ask_againAfterTheDiskWasFull_isDone() {
    database.ask(sql -> sql.run("CREATE TABLE note (text TEXT)")).block();
    pages(2);
    for (int tries = 0; tries < 3; tries++) {
      StepVerifier.create(note())
          .verifyErrorSatisfies(e -> assertThat(e).hasMessageContaining("SQLITE_FULL"));
    }
    pages(1_000);

    assertThat(note().block()).isEqualTo(1);
  }

  private Mono<Integer> note() {
    var text = "long ".repeat(10_000);
    return database.askWhole(sql -> sql.run("INSERT INTO note VALUES (?)", text));
  }

  private void pages(int most) {
    database.ask(sql -> sql.first(row -> row.getInt(1), "PRAGMA max_page_count = " + most)).block();
  }

  @Test
  void ask_moreThanMayWait_failsAtOnceAndTheRestIsDone() throws InterruptedException {
    var started = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var first = database.ask(_ -> {
      started.countDown();
      return await(goOn);
    }).toFuture();
    started.await();
    var waiting = List.of(database.ask(_ -> 1).toFuture(), database.ask(_ -> 2).toFuture(),
        database.ask(_ -> 3).toFuture());

    StepVerifier.create(database.ask(_ -> 4))
        .verifyErrorSatisfies(e -> assertThat(e)
            .isInstanceOf(Full.class)
            .hasMessageContaining("waiting: 3 (expected: fewer"));
    goOn.countDown();

    assertThat(first.join()).isTrue();
    assertThat(waiting.stream().map(answer -> answer.join())).containsExactly(1, 2, 3);
    StepVerifier.create(database.ask(_ -> 5)).expectNext(5).verifyComplete();
  }

  @Test
  void ask_cancelledBeforeItsTurn_isNotDone() throws InterruptedException {
    var started = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var done = new ArrayList<String>();
    var first = database.ask(_ -> {
      started.countDown();
      return await(goOn);
    }).toFuture();
    started.await();
    database.ask(_ -> done.add("cancelled")).subscribe().dispose();
    var last = database.ask(_ -> done.add("last")).toFuture();
    goOn.countDown();
    first.join();
    last.join();

    assertThat(done).containsExactly("last");
  }

  @Test
  void askWhole_failsMidway_leavesNothingAndGoesOn() {
    StepVerifier.create(database.askWhole(sql -> {
      sql.run("INSERT INTO accounts (account) VALUES ('half')");
      return sql.run("INSERT INTO nowhere VALUES (1)");
    }))
        .verifyErrorSatisfies(e -> assertThat(e).isInstanceOf(Lost.class)
            .hasMessageContaining("nowhere"));

    StepVerifier.create(database.find(sql -> sql.first(row -> row.getString(1),
        "SELECT account FROM accounts"))).verifyComplete();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
