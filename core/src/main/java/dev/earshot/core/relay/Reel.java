package dev.earshot.core.relay;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Bytes that are written at the end and forgotten from the beginning, in pages of a [Shelf]. What was written
/// stays as it is, so a [copy][#copy] shares the pages and costs next to nothing: these never go back.
///
/// A position counts the bytes that were ever written before it. Not safe for use by several threads.
final class Reel {
  /// Bytes of a page: about a second of Opus, an eighth of a second of samples.
  static final int PAGE = 4_096;

  private static final ValueLayout.OfShort SAMPLE = ValueLayout.JAVA_SHORT_UNALIGNED
      .withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Shelf shelf;
  private List<MemorySegment> pages;
  private long begin;
  private long end;
  /// What lies before this is in copies too.
  private long copiedTo;

  Reel(Shelf shelf) {
    this(shelf, new ArrayList<>(0), 0, 0);
  }

  private Reel(Shelf shelf, List<MemorySegment> pages, long begin, long end) {
    this.shelf = shelf;
    this.pages = pages;
    this.begin = begin;
    this.end = end;
  }

  /// Where the next byte will be.
  long end() {
    return end;
  }

  /// How much memory the pages take.
  long bytes() {
    return (long) pages.size() * PAGE;
  }

  void write(byte[] bytes) {
    for (var at = 0; at < bytes.length;) {
      var inPage = roomAtEnd();
      var fitting = Math.min(bytes.length - at, PAGE - inPage);
      MemorySegment.copy(bytes, at, pages.getLast(), ValueLayout.JAVA_BYTE, inPage, fitting);
      at += fitting;
      end += fitting;
    }
  }

  /// Writes samples, two bytes each, the lower one first.
  void write(short[] samples) {
    for (var at = 0; at < samples.length;) {
      var inPage = roomAtEnd();
      var fitting = Math.min(samples.length - at, (PAGE - inPage) / Short.BYTES);
      if (fitting == 0) { // one lies in two pages
        writeByte(samples[at]);
        writeByte(samples[at] >> Byte.SIZE);
        at++;
      } else {
        MemorySegment.copy(samples, at, pages.getLast(), SAMPLE, inPage, fitting);
        at += fitting;
        end += (long) fitting * Short.BYTES;
      }
    }
  }

  /// Writes a number, 7 bits a byte.
  ///
  /// @param number 0 or more
  void write(long number) {
    var rest = number;
    for (; rest > 0x7f; rest >>>= 7) {
      writeByte((int) rest | 0x80);
    }
    writeByte((int) rest);
  }

  /// All before this position may be forgotten: the pages that are before it are given back.
  void forgetTo(long position) {
    var isAll = position == end;
    var whole = isAll ? pages.size() : (int) ((position - begin) / PAGE);
    for (var i = 0; i < whole; i++) {
      if (begin + (long) i * PAGE >= copiedTo) {
        shelf.giveBack(pages.get(i));
      }
    }
    if (isAll) {
      pages = new ArrayList<>(0);
      begin = end;
    } else {
      pages.subList(0, whole).clear();
      begin += (long) whole * PAGE;
    }
  }

  /// What is written now: neither what is forgotten later nor what is written later changes it.
  Reel copy() {
    copiedTo = end;
    return new Reel(new Shelf(), List.copyOf(pages), begin, end);
  }

  /// Reads on from a position.
  Cursor at(long position) {
    return new Cursor(position);
  }

  private void writeByte(int value) {
    var inPage = roomAtEnd();
    pages.getLast().set(ValueLayout.JAVA_BYTE, inPage, (byte) value);
    end++;
  }

  /// Where the last page goes on; a new one where it is full.
  private int roomAtEnd() {
    var written = end - begin;
    if (written == bytes()) {
      pages.add(shelf.take());
    }
    return (int) (written % PAGE);
  }

  /// Where somebody reads.
  final class Cursor {
    private long position;

    private Cursor(long position) {
      this.position = position;
    }

    long position() {
      return position;
    }

    long number() {
      var number = 0L;
      var shift = 0;
      int next;
      do {
        next = page().get(ValueLayout.JAVA_BYTE, inPage());
        position++;
        number |= (next & 0x7fL) << shift;
        shift += 7;
      } while (next < 0);
      return number;
    }

    byte[] bytes(int count) {
      var bytes = new byte[count];
      for (var at = 0; at < count;) {
        var fitting = Math.min(count - at, PAGE - inPage());
        MemorySegment.copy(page(), ValueLayout.JAVA_BYTE, inPage(), bytes, at, fitting);
        at += fitting;
        position += fitting;
      }
      return bytes;
    }

    private MemorySegment page() {
      return pages.get((int) ((position - begin) / PAGE));
    }

    private int inPage() {
      return (int) ((position - begin) % PAGE);
    }
  }
}
