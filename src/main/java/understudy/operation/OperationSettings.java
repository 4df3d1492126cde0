package understudy.operation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient the engine is ({@code understudy.operation.*}).
 *
 * @param lease how long a panel that went silent keeps its operations from others
 * @param patience how long a step that can't be seen is looked at again before the operation is INTERRUPTED
 * @param patienceBeforeRollBack the same where the alternative is to undo at once, as in a switchover: somebody waits
 * @param pause between two looks
 * @param longestPause between two tries of something that failed; the pause doubles up to it
 * @param forwardTries how often a step after the point of no return is tried
 * @param undoTries how often an undo is tried
 * @param longestStep how long a step may say that it isn't there yet
 * @param planFreshness how long a shown plan may be confirmed before it is made anew
 * @param pickUpEvery how often interrupted operations are picked up
 * @param shutdownPatience how long a shutdown waits for running steps
 * @param takeOver whether a starting panel drives all unfinished operations at once (it alone has the store), or waits until
 *     their leases end
 */
@ConfigurationProperties("understudy.operation")
record OperationSettings(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("60s") Duration patience,
        @DefaultValue("10s") Duration patienceBeforeRollBack,
        @DefaultValue("250ms") Duration pause,
        @DefaultValue("15s") Duration longestPause,
        @DefaultValue("6") int forwardTries,
        @DefaultValue("10") int undoTries,
        @DefaultValue("6h") Duration longestStep,
        @DefaultValue("10m") Duration planFreshness,
        @DefaultValue("15s") Duration pickUpEvery,
        @DefaultValue("3s") Duration shutdownPatience,
        @DefaultValue("AT_ONCE") TakeOver takeOver) {

    enum TakeOver { AT_ONCE, WHEN_EXPIRED }
}
