package dev.earshot.gateway.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The disk of a gateway that runs, on which nothing can be written until this is closed.
///
/// It is the mark that not even root may write, which holds for files that are open already. Where a file
/// system knows no such mark, no file of the process may take a byte instead, and that is told.
final class ReadOnlyDisk implements AutoCloseable {
  private final List<String> marked;
  private final GatewayChild gateway;
  private final boolean isMarked;

  private ReadOnlyDisk(List<String> marked, GatewayChild gateway) {
    this.marked = marked;
    this.gateway = gateway;
    this.isMarked = mark();
    if (!isMarked) {
      gateway.forbidFilesBeyond(0);
    }
  }

  /// The database's files and the folder around them. Not its shared memory: that file is mapped, and who
  /// writes into a mapping cannot be refused, only ended.
  static ReadOnlyDisk of(Path disk, GatewayChild gateway) {
    var marked = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(disk, "earshot.db*")) {
      files.forEach(file -> marked.add(file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    marked.removeIf(file -> file.endsWith("-shm"));
    if (marked.size() < 2) {
      throw new IllegalStateException("disk: " + marked + " (expected: a database and its log)");
    }
    marked.add(disk.toString());
    return new ReadOnlyDisk(marked, gateway);
  }

  private boolean mark() {
    try {
      chattr("+i");
      return true;
    } catch (IllegalStateException | UncheckedIOException e) {
      System.err
          .println("no disk can be marked here, so its files may not grow: " + e.getMessage());
      return false;
    }
  }

  private void chattr(String change) {
    var words = new ArrayList<>(List.of("chattr", change));
    words.addAll(marked);
    GatewayChild.run(words.toArray(String[]::new));
  }

  @Override
  public void close() {
    if (isMarked) {
      chattr("-i");
    } else {
      gateway.allowFiles();
    }
  }
}
