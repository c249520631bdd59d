package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.examples.SmallClient;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Version;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Extensions as layers of modules: here the broker is itself a module, of a layer that this test
 * has made, and is reached by reflection.
 */
@Timeout(120)
class ExtensionLayerTest {
  private static final String BY_VERSION =
      """
      if (!getClass().getModule().isNamed()) throw new Exception("not a module");
      String known = context.name() + lib.Version.text();
      context.add((Authenticator) login -> known.equals(login.userName())
          ? new Authentication.Accepted(known, Set.of()) : new Authentication.Unknown());
      """;

  @TempDir private Path temporary;

  private static ModuleLayer layer() {
    ModuleLayer boot = ModuleLayer.boot();
    Configuration ours =
        boot.configuration()
            .resolve(
                ModuleFinder.of(Path.of("target/classes"), ExtensionJars.slf4j()),
                ModuleFinder.of(),
                Set.of("io.heddle"));
    return boot.defineModulesWithOneLoader(ours, ClassLoader.getPlatformClassLoader());
  }

  private static Object call(Class<?> type, Object on, String method, Object... arguments)
      throws Throwable {
    Class<?>[] types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i] instanceof Map<?, ?> ? Map.class : arguments[i].getClass();
    }
    try {
      return type.getMethod(method, types).invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void enters(Object broker, String user) throws Throwable {
    URI uri = (URI) ((List<?>) call(broker.getClass(), broker, "endpoints")).getFirst();
    new SmallClient(
            new Socket(uri.getHost(), uri.getPort()),
            Packet.Connect.of(Version.MQTT_5_0, "c").withLogin(user, Bytes.utf8("x")))
        .close();
  }

  private static void fill(ExtensionJars jars) throws IOException {
    jars.library("one", "1");
    jars.extension("one", BY_VERSION);
    jars.library("two", "2");
    jars.module("two", BY_VERSION, "requires lib;");
    jars.library("lacks", "4");
    jars.module("lacks", "", "requires lib;");
    Files.delete(jars.folder().resolve("lacks/lib.jar"));
    jars.extension("strange", "");
    Files.move(
        jars.folder().resolve("strange/ext.jar"), jars.folder().resolve("strange/1-2-3.jar"));
    jars.library("double", "3");
    jars.extension("double", "");
    Files.copy(ExtensionJars.slf4j(), jars.folder().resolve("double/slf4j-api.jar"));
  }

  @Test
  void modulesOfBothKinds() throws Throwable {
    ExtensionJars jars = new ExtensionJars(Files.createDirectory(temporary.resolve("extensions")));
    fill(jars);
    ClassLoader loader = layer().findLoader("io.heddle");
    Map<String, String> settings =
        Map.of("listener.tcp.port", "0", "extensions.folder", jars.folder().toString());
    Object broker = call(loader.loadClass("io.heddle.Heddle"), null, "start", settings);
    try {
      assertTrue(broker.getClass().getModule().isNamed());
      enters(broker, "one1");
      enters(broker, "two2");
      WeakReference<?> last =
          (WeakReference<?>) System.getProperties().remove(ExtensionJars.LOADER);
      Object services = call(broker.getClass(), broker, "services");
      Class<?> type = loader.loadClass("io.heddle.api.Extensions");
      Object extensions = call(loader.loadClass("io.heddle.api.Services"), services, "extensions");
      String all = String.valueOf(call(type, extensions, "all"));
      assertTrue(all.contains("has a jar of the module org.slf4j, which the broker brings"), all);
      assertTrue(
          all.contains("its module ext needs the module lib, of which there is no jar in its"),
          all);
      assertTrue(all.contains("1-2-3.jar: ") && all.contains("Invalid module name"), all);
      call(type, extensions, "stop", "two");
      assertThrows(IOException.class, () -> enters(broker, "two2"));
      ExtensionJars.awaitCollected(last);
      jars.library("one", "8");
      call(type, extensions, "reload", "one");
      enters(broker, "one8");
      assertEquals(
          IOException.class,
          assertThrows(IOException.class, () -> enters(broker, "one1")).getClass());
    } finally {
      call(broker.getClass(), broker, "close");
    }
  }
}
