package dev.earshot.gateway.ops;

import io.netty.util.internal.PlatformDependent;

/// How full the memory of this process is.
///
/// @param heapPercent of the heap's maximum, as the collector left it
/// @param directPercent of Netty's direct memory
public record Memory(int heapPercent, int directPercent) {
  /// As it is now. What could be collected counts as used: a heap that is only untidy is far below the
  /// limits that anybody would set.
  public static Memory now() {
    var mostDirect = PlatformDependent.maxDirectMemory();
    return new Memory((int) (heapBytes() * 100 / Runtime.getRuntime().maxMemory()),
        mostDirect <= 0 ? 0 : (int) (directBytes() * 100 / mostDirect));
  }

  static long heapBytes() {
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// 0 where Netty does not count it.
  static long directBytes() {
    return Math.max(0, PlatformDependent.usedDirectMemory());
  }
}
