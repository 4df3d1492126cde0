package understudy.operation;

/**
 * The right to drive the operation of a key. Whoever takes it over gets a higher version; from then on the store refuses what the
 * former holder writes.
 *
 * @param key {@code cluster:<name>} or {@code host:<name>}
 * @param holder which panel
 */
record Lease(String key, String holder, long version) {
}
