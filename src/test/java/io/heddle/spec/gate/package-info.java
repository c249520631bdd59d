/** Who may come in and what clients may do, in byte dialogues: passwords and rules of access. */
package io.heddle.spec.gate;
