package io.heddle.extension;

/**
 * What extensions share with the broker that is on a class path: its packages, those of slf4j, and
 * the JDK. Whatever else is on that class path they do not see, so that an extension and the
 * program around the broker may have different versions of one library.
 */
final class SharedClasses extends ClassLoader {
  private static final ClassLoader OURS = SharedClasses.class.getClassLoader();

  SharedClasses() {
    super("extension-shared", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith("io.heddle.") || name.startsWith("org.slf4j.")) {
      return OURS.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }
}
