package dev.earshot.gateway.ops;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/// How full the memory of this process is.
///
/// @param heapPercent of the heap's maximum, as the collector left it
/// @param directPercent of what may be taken outside of it: Netty's buffers, and the sound that is kept for
///     another hearing
public record Memory(int heapPercent, int directPercent) {
  private static final List<BufferPoolMXBean> POOLS = ManagementFactory
      .getPlatformMXBeans(BufferPoolMXBean.class)
      .stream()
      .filter(pool -> pool.getName().equals("direct"))
      .toList();

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

  /// Netty's, where it counts them, and the JDK's, in which the sound is.
  static long directBytes() {
    return Math.max(0, PlatformDependent.usedDirectMemory())
        + POOLS.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
  }
}
