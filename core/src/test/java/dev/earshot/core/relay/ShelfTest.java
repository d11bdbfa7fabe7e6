package dev.earshot.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShelfTest {
  private final Shelf shelf = new Shelf(2);

  @Test
  void take_pageThatWasGivenBack_isTheSame() {
    var page = shelf.take();
    shelf.giveBack(page);

    assertThat(shelf.take()).isSameAs(page);
    assertThat(shelf.take()).isNotSameAs(page).hasSize(Reel.PAGE);
  }

  @Test
  void giveBack_moreThanItKeeps_leavesThemToTheCollector() {
    for (var i = 0; i < 3; i++) {
      shelf.giveBack(new byte[]{(byte) i});
    }

    assertThat(shelf.take()).containsExactly(0);
    assertThat(shelf.take()).containsExactly(1);
    assertThat(shelf.take()).hasSize(Reel.PAGE);
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
