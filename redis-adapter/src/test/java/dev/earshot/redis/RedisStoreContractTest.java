package dev.earshot.redis;

import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.testkit.ChangeSignalsContract;
import dev.earshot.testkit.CreditNoticesContract;
import dev.earshot.testkit.RedisServer;
import dev.earshot.testkit.UsageCounterContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class RedisStoreContractTest
    implements
      UsageCounterContract,
      ChangeSignalsContract,
      CreditNoticesContract {
  private RedisServer server;
  private RedisStore store;

  @BeforeAll
  void open() {
    server = RedisServer.open();
    store = Stores.patient(server.url());
  }

  @AfterAll
  void close() {
    store.close();
    server.close();
  }

  @Override
  public UsageCounter usageCounter() {
    return store.counter();
  }

  @Override
  public ChangeSignals signals() {
    return store.signals();
  }

  @Override
  public CreditNotices notices() {
    return store.notices();
  }
}
