package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private final Agenda agenda = new Agenda();
  private final List<String> acts = new ArrayList<>();

  @Test
  void run_behindItsTime_movesNoLaterTime() {
    agenda.add(every("a", 10), 10);

    assertThat(agenda.run(10)).isEqualTo(20);
    assertThat(agenda.run(37)).isEqualTo(40);

    assertThat(acts).containsExactly("a10", "a20", "a30");
  }

  @Test
  void run_twoWithTheirOwnPeriods_keepsBothSchedules() {
    agenda.add(every("a", 10), 10);
    agenda.add(every("b", 15), 15);

    for (var now = 0; now <= 30; now++) {
      agenda.run(now);
    }

    assertThat(acts).containsExactlyInAnyOrder("a10", "b15", "a20", "a30", "b30");
  }

  @Test
  void run_beforeAnythingIsDue_doesNothing() {
    agenda.add(every("a", 10), 10);

    assertThat(agenda.run(9)).isEqualTo(10);
    assertThat(acts).isEmpty();
  }

  @Test
  void next_whenAllHaveNoNextTime_isNever() {
    agenda.add(_ -> Agenda.NEVER, 1);

    assertThat(agenda.run(5)).isEqualTo(Agenda.NEVER);
  }

  /// An item that acts once for each of its times, however late it is.
  private Agenda.Item every(String name, long period) {
    return new Agenda.Item() {
      private long due = period;

      @Override
      public long act(long now) {
        acts.add(name + due);
        due += period;
        return due;
      }
    };
  }
}
