package dev.earshot.gateway.ops;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;

/// Shows how this process does, for `/metrics`: each value is read when somebody looks.
final class MachineMeters {
  private MachineMeters() {}

  static void show(Registry registry, Health health, LoopLag loopLag) {
    registry.show(Metric.READY, () -> health.isReady() ? 1 : 0);
    registry.show(Metric.LOOP_LAG, () -> loopLag.millis() / 1_000.0);
    registry.show(Metric.MEMORY, Memory::heapBytes, "heap");
    registry.show(Metric.MEMORY, Memory::directBytes, "direct");
    registry.show(Metric.MEMORY_LIMIT, () -> Runtime.getRuntime().maxMemory(), "heap");
    registry.show(Metric.MEMORY_LIMIT, PlatformDependent::maxDirectMemory, "direct");
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      registry.show(Metric.DESCRIPTORS_OPEN, unix::getOpenFileDescriptorCount);
      registry.show(Metric.DESCRIPTORS_LIMIT, unix::getMaxFileDescriptorCount);
    }
  }
}
