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
    var runtime = Runtime.getRuntime();
    var used = runtime.totalMemory() - runtime.freeMemory();
    var direct = PlatformDependent.usedDirectMemory();
    var mostDirect = PlatformDependent.maxDirectMemory();
    return new Memory((int) (used * 100 / runtime.maxMemory()),
        direct < 0 || mostDirect <= 0 ? 0 : (int) (direct * 100 / mostDirect));
  }
}
