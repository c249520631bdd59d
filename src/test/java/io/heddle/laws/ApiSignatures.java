package io.heddle.laws;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that others can see of the exported packages, as text: a line for each type, and one,
 * indented, for each member. What a type only inherits or overrides from {@code Object} is left
 * out.
 */
final class ApiSignatures {
  private static final Path CLASSES = Path.of("target/classes");
  private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;
  private static final List<String> EVERYBODY_HAS =
      List.of("equals", "hashCode", "toString", "values", "valueOf");

  private ApiSignatures() {}

  static List<String> all() throws IOException, ClassNotFoundException {
    ModuleDescriptor module;
    try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    List<String> lines = new ArrayList<>();
    for (String exported : module.exports().stream().map(e -> e.source()).sorted().toList()) {
      lines.addAll(List.of("", "package " + exported));
      for (Class<?> type : visible(exported)) {
        lines.add(head(type));
        members(type).map(member -> "  " + member).sorted().forEach(lines::add);
      }
    }
    return lines;
  }

  private static List<Class<?>> visible(String packageName)
      throws IOException, ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(CLASSES.resolve(packageName.replace('.', '/')))) {
      for (String file : files.map(f -> f.getFileName().toString()).sorted().toList()) {
        if (file.endsWith(".class") && !file.equals("package-info.class")) {
          Class<?> type = Class.forName(packageName + "." + file.replace(".class", ""));
          if (isVisible(type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static boolean isVisible(Class<?> type) {
    boolean own = (type.getModifiers() & VISIBLE) != 0 && !type.isAnonymousClass();
    return own && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static String head(Class<?> type) {
    StringBuilder head = new StringBuilder(type.toGenericString());
    AnnotatedType parent = type.getAnnotatedSuperclass();
    if (parent != null && !type.isRecord() && !type.isEnum() && parent.getType() != Object.class) {
      head.append(" extends ").append(parent);
    }
    String interfaces = types(type.getAnnotatedInterfaces());
    if (!interfaces.isEmpty() && !type.isAnnotation()) {
      head.append(type.isInterface() ? " extends " : " implements ").append(interfaces);
    }
    if (type.isSealed()) {
      String heirs =
          Arrays.stream(type.getPermittedSubclasses())
              .map(Class::getName)
              .collect(Collectors.joining(", "));
      head.append(" permits ").append(heirs);
    }
    return tidy(head.toString());
  }

  private static Stream<String> members(Class<?> type) {
    Stream<String> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> isVisible(field.getModifiers(), field.isSynthetic()))
            .map(ApiSignatures::field);
    Stream<String> constructors =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(made -> isVisible(made.getModifiers(), made.isSynthetic()))
            .map(made -> executable(made, "new"));
    Stream<String> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> isVisible(method.getModifiers(), method.isSynthetic()))
            .filter(method -> !EVERYBODY_HAS.contains(method.getName()))
            .map(ApiSignatures::method);
    return Stream.of(fields, constructors, methods).flatMap(all -> all).map(ApiSignatures::tidy);
  }

  private static boolean isVisible(int modifiers, boolean synthetic) {
    return (modifiers & VISIBLE) != 0 && !synthetic;
  }

  private static String field(Field field) {
    if (field.isEnumConstant()) {
      return field.getName();
    }
    String text =
        Modifier.toString(field.getModifiers())
            + " "
            + field.getAnnotatedType()
            + " "
            + field.getName();
    try {
      boolean constant = Modifier.isStatic(field.getModifiers()) && field.getType().isPrimitive();
      return constant ? text + " = " + field.get(null) : text;
    } catch (IllegalAccessException e) {
      return text;
    }
  }

  private static String method(Method method) {
    Object value = method.getDefaultValue();
    String type = variables(method) + method.getAnnotatedReturnType();
    return executable(method, type + " " + method.getName())
        + (value instanceof Object[] several ? " default " + Arrays.toString(several) : "")
        + (value == null || value instanceof Object[] ? "" : " default " + value);
  }

  private static String variables(Method method) {
    String all =
        Arrays.stream(method.getTypeParameters())
            .map(variable -> variable + " extends " + types(variable.getAnnotatedBounds()))
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : "<" + all + "> ";
  }

  private static String executable(Executable made, String name) {
    int kept = made instanceof Constructor ? VISIBLE : Modifier.methodModifiers();
    String thrown = types(made.getAnnotatedExceptionTypes());
    boolean defaults = made instanceof Method method && method.isDefault();
    return Modifier.toString(made.getModifiers() & kept)
        + (defaults ? " default " : " ")
        + name
        + "("
        + types(made.getAnnotatedParameterTypes())
        + (made.isVarArgs() ? "..." : "")
        + ")"
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String types(AnnotatedType[] types) {
    return Arrays.stream(types).map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Short where it is clear: our types and the most usual of Java's lose their package. */
  private static String tidy(String text) {
    return text.replace('$', '.')
        .replace("@org.jspecify.annotations.Nullable()", "@Nullable")
        .replaceAll("\\bio\\.heddle\\.([a-z]+\\.)?(?=[A-Z@])", "")
        .replaceAll("\\bjava\\.(lang|util|io|net|nio)\\.(function\\.|file\\.)?(?=[A-Z@])", "")
        .replace("[]...", "...")
        .strip();
  }
}
