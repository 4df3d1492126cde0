package understudy.api;

import java.util.function.Supplier;

/**
 * Something that happened in a cluster, for its event stream.
 *
 * @param number grows by one with each event of the feed
 * @param name state, operation, step or alert
 * @param data makes what is sent; only asked when somebody listens
 */
record FeedEvent(long number, String name, Supplier<Object> data) {
}
