package dev.earshot.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.integration.Batch;
import dev.earshot.core.integration.Line;
import dev.earshot.core.integration.Outcome.Delivered;
import dev.earshot.core.integration.Said;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogNotificationsTest {
  @Test
  void notify_namesNeitherAccountNorWords() {
    var logger = (Logger) Objects
        .requireNonNull(LoggerFactory.getLogger(LogNotifications.class));
    var seen = new ListAppender<ILoggingEvent>();
    seen.start();
    logger.addAppender(seen);
    logger.setLevel(Level.INFO);
    try {
      var ann = new AccountId("ann-of-green-gables");
      var stream = new StreamId(new UUID(1, 1));
      var outcome = new LogNotifications()
          .notify(new Batch(new Line(ann, Line.OWNER, stream),
              List.of(new Said(ann, stream, 0, 0, 0, 1, "xylophone", Instant.EPOCH))))
          .block();

      assertThat(outcome).isEqualTo(new Delivered());
      assertThat(seen.list).hasSize(1);
      assertThat(seen.list.getFirst().getFormattedMessage())
          .contains("1 finals", "account:b052e7e891b1fd0f")
          .doesNotContain("gables")
          .doesNotContain("xylophone");
    } finally {
      logger.setLevel(null);
      logger.detachAppender(seen);
    }
  }
}
