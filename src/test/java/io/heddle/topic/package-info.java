/** Tests of the trie and the retained tree, as neighbours that see how many nodes there are. */
package io.heddle.topic;
