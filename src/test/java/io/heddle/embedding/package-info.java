/**
 * What embedders are promised, proved in JVMs of their own: programs with a {@code main} method
 * here run with our classes and slf4j-api alone, and print what the tests compare.
 */
package io.heddle.embedding;
