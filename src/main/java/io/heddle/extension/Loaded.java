package io.heddle.extension;

import io.heddle.api.Extension;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of one extension, apart from those of every other. Where Heddle is a module they are
 * a layer of modules above it, with one class loader; a jar without a module descriptor is an
 * automatic module. Where Heddle is on the class path there is no layer to build on, and they are
 * in a class loader that sees of the program around it only the API and slf4j.
 *
 * @param provider makes the extension's object
 * @param closing lets go of the jars
 */
record Loaded(ServiceLoader.Provider<Extension> provider, ClassLoader loader, Closing closing) {
  private static final String JAR = ".jar";

  /** Lets go of open files. */
  @FunctionalInterface
  interface Closing {
    /** Closes. */
    void close() throws IOException;
  }

  /**
   * Loads what is in a folder; no code of the extension has run when this returns.
   *
   * @throws ExtensionFailure when that is no extension
   */
  static Loaded from(String name, Path folder) throws ExtensionFailure {
    List<Path> jars = jars(folder);
    if (jars.isEmpty()) {
      throw new ExtensionFailure("there is no jar in " + folder, null);
    }
    checkReadable(jars);
    checkTwins(jars);
    try {
      ModuleLayer ours = Loaded.class.getModule().getLayer();
      return ours == null ? fromClassPath(name, jars) : fromModules(ours, folder, jars);
    } catch (FindException | ResolutionException e) {
      String why = e.getCause() == null ? "" : ": " + ExtensionFailure.line(e.getCause());
      throw new ExtensionFailure(
          "its modules do not fit together: " + ExtensionFailure.line(e) + why, e);
    } catch (ServiceConfigurationError
        | LinkageError
        | LayerInstantiationException
        | IOException e) {
      throw ExtensionFailure.of("it cannot be loaded", e);
    }
  }

  static List<Path> jars(Path folder) throws ExtensionFailure {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(JAR)).sorted().toList();
    } catch (IOException e) {
      throw new ExtensionFailure("its folder cannot be read: " + folder, e);
    }
  }

  /** A class loader would pass over what it cannot read, and say nothing. */
  private static void checkReadable(List<Path> jars) throws ExtensionFailure {
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.getManifest();
      } catch (IOException | SecurityException e) {
        throw ExtensionFailure.of(jar.getFileName() + " is not a jar that can be read", e);
      }
    }
  }

  /** A new version beside the old one: the first would be taken, and nothing said. */
  private static void checkTwins(List<Path> jars) throws ExtensionFailure {
    Map<String, Path> known = new HashMap<>();
    for (Path jar : jars) {
      for (ModuleReference module : modules(jar)) {
        Path other = known.putIfAbsent(module.descriptor().name(), jar);
        if (other != null) {
          throw new ExtensionFailure(
              "two of its jars are the module "
                  + module.descriptor().name()
                  + ": "
                  + other.getFileName()
                  + ", "
                  + jar.getFileName()
                  + "; remove one from its folder",
              null);
        }
      }
    }
  }

  private static Set<ModuleReference> modules(Path jar) {
    try {
      return ModuleFinder.of(jar).findAll();
    } catch (FindException noName) {
      // Whoever needs it as a module will say so; on a class path it may have any name.
      return Set.of();
    }
  }

  private static Loaded fromModules(ModuleLayer ours, Path folder, List<Path> jars)
      throws ExtensionFailure {
    ModuleFinder finder = ModuleFinder.of(jars.toArray(Path[]::new));
    Set<String> names =
        finder.findAll().stream()
            .map(module -> module.descriptor().name())
            .collect(Collectors.toSet());
    checkShared(ours, names, folder);
    for (ModuleReference module : finder.findAll()) {
      checkRequired(ours, names, module.descriptor());
    }
    Configuration resolved =
        Configuration.resolve(finder, List.of(ours.configuration()), ModuleFinder.of(), names);
    ModuleLayer layer =
        ModuleLayer.defineModulesWithOneLoader(
                resolved, List.of(ours), ClassLoader.getPlatformClassLoader())
            .layer();
    ClassLoader loader = layer.findLoader(names.iterator().next());
    return new Loaded(only(ServiceLoader.load(layer, Extension.class), loader), loader, () -> {});
  }

  /** A second API would be one that the broker does not know. */
  private static void checkShared(ModuleLayer ours, Set<String> names, Path folder)
      throws ExtensionFailure {
    for (String shared : List.of("io.heddle", "org.slf4j")) {
      if (names.contains(shared) && ours.findModule(shared).isPresent()) {
        throw new ExtensionFailure(
            "its folder has a jar of the module "
                + shared
                + ", which the broker brings: remove it from "
                + folder,
            null);
      }
    }
  }

  /** The resolution would name what is missing, too, and not what to do. */
  private static void checkRequired(ModuleLayer ours, Set<String> names, ModuleDescriptor module)
      throws ExtensionFailure {
    for (ModuleDescriptor.Requires required : module.requires()) {
      String name = required.name();
      boolean optional = required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC);
      if (!optional && !names.contains(name) && ours.findModule(name).isEmpty()) {
        throw new ExtensionFailure(
            "its module "
                + module.name()
                + " needs "
                + (RuntimeModules.isOne(name)
                    ? RuntimeModules.advice(name)
                    : "the module " + name + ", of which there is no jar in its folder"),
            null);
      }
    }
  }

  private static Loaded fromClassPath(String name, List<Path> jars)
      throws IOException, ExtensionFailure {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    URLClassLoader loader =
        new URLClassLoader("extension-" + name, urls.toArray(URL[]::new), new SharedClasses());
    try {
      return new Loaded(
          only(ServiceLoader.load(Extension.class, loader), loader), loader, loader::close);
    } catch (ExtensionFailure | ServiceConfigurationError | LinkageError e) {
      loader.close();
      throw e;
    }
  }

  @SuppressWarnings("ReferenceEquality") // a loader is itself alone
  private static ServiceLoader.Provider<Extension> only(
      ServiceLoader<Extension> services, ClassLoader loader) throws ExtensionFailure {
    List<ServiceLoader.Provider<Extension>> own =
        services.stream().filter(each -> each.type().getClassLoader() == loader).toList();
    if (own.size() == 1) {
      return own.getFirst();
    }
    throw new ExtensionFailure(
        own.isEmpty()
            ? "none of its jars provides the service io.heddle.api.Extension"
            : "it provides the service io.heddle.api.Extension more than once: "
                + own.stream().map(each -> each.type().getName()).sorted().toList(),
        null);
  }
}
