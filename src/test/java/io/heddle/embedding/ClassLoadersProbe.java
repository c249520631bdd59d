package io.heddle.embedding;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Loads the broker anew each time, as a server for applications does that are put in and taken out,
 * and prints how many of the class loaders stay.
 */
final class ClassLoadersProbe {
  private ClassLoadersProbe() {}

  public static void main(String[] arguments) throws Exception {
    URL[] places = {
      URI.create("file:" + arguments[0] + "/").toURL(), URI.create("file:" + arguments[1]).toURL()
    };
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      loaders.add(once(places));
    }
    long deadline = System.nanoTime() + 20_000_000_000L;
    long left;
    do {
      System.gc();
      left = loaders.stream().filter(loader -> !loader.refersTo(null)).count();
    } while (left > 0 && System.nanoTime() < deadline);
    System.out.println("class loaders left: " + left);
    Thread.getAllStackTraces().keySet().forEach(t -> System.out.println("# " + t.getName()));
  }

  private static WeakReference<ClassLoader> once(URL[] places) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader())) {
      Class<?> heddle = loader.loadClass("io.heddle.Heddle");
      Object broker =
          heddle.getMethod("start", Map.class).invoke(null, Map.of("listener.tcp.port", "0"));
      List<?> endpoints = (List<?>) broker.getClass().getMethod("endpoints").invoke(broker);
      JvmWideProbe.use((URI) endpoints.getFirst());
      ((AutoCloseable) broker).close();
      return new WeakReference<>(loader);
    }
  }
}
