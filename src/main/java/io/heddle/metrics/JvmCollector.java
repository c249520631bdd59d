package io.heddle.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * The metrics of the JVM and its process, under the names that dashboards know. Safe for use by any
 * thread. The JVM's own beans are looked for with the first answer, not at the start.
 */
final class JvmCollector implements MultiCollector {
  private static final double SECOND = 1e9;
  private static final double MILLIS = 1e3;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @Override
  public MetricSnapshots collect() {
    Families families = new Families();
    process(families);
    memory(families);
    collectors(families);
    threads(families);
    return families.build();
  }

  private static void process(Families families) {
    families.gauge(
        "process_start_time_seconds",
        "When the process started, in seconds of the epoch.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      families.counter(
          "process_cpu_seconds",
          "CPU time of the process, user and system.",
          system.getProcessCpuTime() / SECOND);
      families.gauge(
          "process_max_fds",
          "File descriptors that the process may have.",
          system.getMaxFileDescriptorCount());
    }
    long open = descriptors();
    if (open > 0) {
      families.gauge("process_open_fds", "File descriptors that are open.", open);
    }
    long resident = resident();
    if (resident > 0) {
      families.gauge("process_resident_memory_bytes", "Memory in use.", resident);
    }
  }

  /**
   * The size of the folder is their number since Linux 6.2; before, and elsewhere, there is only
   * counting them one by one, which costs more than it tells: 0.
   */
  private static long descriptors() {
    try {
      return Files.size(DESCRIPTORS);
    } catch (IOException none) {
      return 0;
    }
  }

  /** What Linux says; 0 elsewhere. */
  private static long resident() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
    } catch (IOException | NumberFormatException none) {
      return 0;
    }
    return 0;
  }

  private static void memory(Families families) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    families.gauge("jvm_memory_used_bytes", "Memory used.", areas(heap.getUsed(), other.getUsed()));
    families.gauge(
        "jvm_memory_committed_bytes",
        "Memory taken from the system.",
        areas(heap.getCommitted(), other.getCommitted()));
    families.gauge(
        "jvm_memory_max_bytes",
        "Memory that may be used; -1 without a limit.",
        areas(heap.getMax(), other.getMax()));
  }

  private static Map<Labels, Double> areas(long heap, long other) {
    Map<Labels, Double> values = new LinkedHashMap<>();
    values.put(Labels.of("area", "heap"), (double) heap);
    values.put(Labels.of("area", "nonheap"), (double) other);
    return values;
  }

  private static void collectors(Families families) {
    Map<Labels, Families.Work> values = new LinkedHashMap<>();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      values.put(
          Labels.of("gc", collector.getName()),
          new Families.Work(
              collector.getCollectionCount(), collector.getCollectionTime() / MILLIS));
    }
    families.summary("jvm_gc_collection_seconds", "Time spent in garbage collections.", values);
  }

  private static void threads(Families families) {
    families.gauge(
        "jvm_threads_current",
        "Platform threads.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    VirtualThreadSchedulerMXBean scheduler =
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    families.gauge(
        "jvm_virtual_scheduler_carriers_current",
        "Platform threads of the JDK's scheduler, which carry the threads that are not clients'.",
        scheduler.getPoolSize());
    families.gauge(
        "jvm_virtual_scheduler_mounted_current",
        "Virtual threads that run on it now, about.",
        scheduler.getMountedVirtualThreadCount());
    families.gauge(
        "jvm_virtual_scheduler_queued_current",
        "Virtual threads that wait for their turn on it, about.",
        scheduler.getQueuedVirtualThreadCount());
  }
}
