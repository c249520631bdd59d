package io.heddle.codec;

/**
 * The fuzz without an end, for the soak: a seed as its argument, or one from the clock. Ends with
 * an error when it finds one.
 */
public final class EndlessFuzz {
  private static final int ROUNDS = 5_000_000;

  private EndlessFuzz() {}

  /**
   * Runs until it is killed or has found something; says from which seed, so that it can be found
   * again.
   */
  public static void main(String[] arguments) {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : System.nanoTime();
    while (true) {
      System.out.println("seed " + seed);
      Fuzz fuzz = new Fuzz(seed);
      fuzz.run(ROUNDS);
      System.out.println("  " + fuzz.packets() + " packets, " + fuzz.refusals() + " refusals");
      seed++;
    }
  }
}
