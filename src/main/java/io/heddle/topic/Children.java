package io.heddle.topic;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The named children of a node: none (null), one (the {@link Node} itself) or a {@link ChildTable}.
 *
 * <p>Most nodes have one child or none, so that one costs no object of its own. Anybody reads;
 * {@code with} and {@code without} are called under the stripe's lock, and what they return
 * replaces the children in their parent.
 */
sealed interface Children<S> permits Node, ChildTable {

  /** The child with the name that stands in a text from start to end. */
  static <S> @Nullable Node<S> find(
      @Nullable Children<S> children, int hash, String text, int start, int end) {
    return switch (children) {
      case null -> null;
      case Node<S> one -> one.isNamed(hash, text, start, end) ? one : null;
      case ChildTable<S> table -> table.find(hash, text, start, end);
    };
  }

  /** With one more, whose name none of them has. */
  static <S> Children<S> with(@Nullable Children<S> children, Node<S> child) {
    return switch (children) {
      case null -> child;
      case Node<S> one -> ChildTable.of(one, child);
      case ChildTable<S> table -> table.with(child);
    };
  }

  /** Without this one, which is there. */
  static <S> @Nullable Children<S> without(@Nullable Children<S> children, Node<S> child) {
    return switch (children) {
      case null -> null;
      case Node<S> one -> null;
      case ChildTable<S> table -> table.without(child);
    };
  }

  /** How many there are. Under the stripe's lock. */
  static <S> int count(@Nullable Children<S> children) {
    return switch (children) {
      case null -> 0;
      case Node<S> one -> 1;
      case ChildTable<S> table -> table.count();
    };
  }

  static <S> void forEach(@Nullable Children<S> children, Consumer<Node<S>> action) {
    switch (children) {
      case null -> {}
      case Node<S> one -> action.accept(one);
      case ChildTable<S> table -> table.forEach(action);
    }
  }
}
