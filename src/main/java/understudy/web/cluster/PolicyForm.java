package understudy.web.cluster;

import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.topology.Policy;

/**
 * The policy as the page sends it. What wasn't sent stays as it is; a box that isn't ticked isn't sent, so boxes come as a pair
 * with a hidden "no".
 *
 * @param semiSyncTimeoutSeconds in seconds, because people think of it so
 */
record PolicyForm(
        Policy.@Nullable Durability durability,
        @Nullable Integer semiSyncReplicas,
        @Nullable Integer semiSyncTimeoutSeconds,
        Policy.@Nullable BootClosed bootClosed,
        @Nullable Long maxLagMillis,
        @Nullable Boolean automaticFailover,
        @Nullable Boolean acceptUnfenced,
        @Nullable Integer failoverCooldownMinutes,
        @Nullable Boolean maintenance) {

    /** @throws Problem with the code {@code PolicyRefused} */
    Policy on(Policy now) {
        try {
            return new Policy(or(durability, now.durability()), or(automaticFailover, now.automaticFailover()),
                    or(acceptUnfenced, now.acceptUnfenced()), or(bootClosed, now.bootClosed()), or(maxLagMillis, now.maxLagMillis()),
                    failoverCooldownMinutes == null ? now.failoverCooldownMillis() : failoverCooldownMinutes * 60_000L,
                    or(maintenance, now.maintenance()), semiSync(now.semiSync()));
        } catch (IllegalArgumentException impossible) {
            throw new Problem(Finding.blocker("PolicyRefused", null, "This can't be: " + impossible.getMessage() + ".",
                    "Correct the number and save again; nothing was changed."));
        }
    }

    private Policy.SemiSync semiSync(Policy.SemiSync now) {
        return new Policy.SemiSync(or(semiSyncReplicas, now.replicas()),
                semiSyncTimeoutSeconds == null ? now.timeoutMillis() : semiSyncTimeoutSeconds * 1_000L);
    }

    private static <T> T or(@Nullable T sent, T now) {
        return sent == null ? now : sent;
    }
}
