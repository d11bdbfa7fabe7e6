package dev.earshot.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class ShelfTest {
  private final Shelf shelf = new Shelf();

  @Test
  void take_pagesThatWereGivenBack_areTheSame() {
    var before = new HashSet<MemorySegment>();
    for (var i = 0; i < 96; i++) {
      before.add(shelf.take());
    }
    before.forEach(shelf::giveBack);
    var after = new HashSet<MemorySegment>();
    for (var i = 0; i < 96; i++) {
      after.add(shelf.take());
    }

    assertThat(before).hasSize(96).allMatch(page -> page.byteSize() == Reel.PAGE);
    assertThat(after).containsAll(before);
  }

  @Test
  void reel_pagesOfACopy_areNeverWrittenAgain() {
    var reel = new Reel(shelf);
    reel.write(new short[Reel.PAGE / Short.BYTES]);
    var copy = reel.copy();
    reel.forgetTo(reel.end());
    var other = new Reel(shelf);
    other.write(new byte[]{1, 2, 3});

    assertThat(copy.at(0).bytes(3)).containsExactly(0, 0, 0);
  }

  @Test
  void reel_samplesAcrossPages_areAsWritten() {
    var reel = new Reel(shelf);
    reel.write(new byte[Reel.PAGE - 3]);
    reel.write(new short[]{0x0201, 0x0403, 0x0605});

    assertThat(reel.at(Reel.PAGE - 3).bytes(6)).containsExactly(1, 2, 3, 4, 5, 6);
  }
}
