package io.heddle.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import org.junit.jupiter.api.Test;

class RuntimeModulesTest {
  /** The table knows every package of Java SE, as the JDK has them that builds this. */
  @Test
  void packagesHaveTheModulesOfTheJdk() {
    int packages = 0;
    for (var module : ModuleFinder.ofSystem().findAll()) {
      ModuleDescriptor descriptor = module.descriptor();
      if (descriptor.name().startsWith("java.") && !descriptor.name().equals("java.base")) {
        for (ModuleDescriptor.Exports exports : descriptor.exports()) {
          if (!exports.isQualified()) {
            String type = exports.source().replace('.', '/') + "/Some$Type";
            assertEquals(descriptor.name(), RuntimeModules.of(type), type);
            packages++;
          }
        }
      }
    }
    assertTrue(packages > 80, "only " + packages);
  }

  @Test
  void othersAreNotOfTheJdk() {
    assertNull(RuntimeModules.of("java.lang.Strong"));
    assertNull(RuntimeModules.of("org.example.java.sql.Driver"));
    assertNull(RuntimeModules.of("Unnamed"));
  }

  @Test
  void whatToDoDependsOnWhetherTheRuntimeHasIt() {
    assertTrue(
        RuntimeModules.advice("java.sql").endsWith("start Java with --add-modules=java.sql"));
    assertTrue(RuntimeModules.advice("java.nowhere").contains("run make image"));
  }
}
