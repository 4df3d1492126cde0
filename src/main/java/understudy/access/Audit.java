package understudy.access;

import org.jspecify.annotations.Nullable;

/** The record of every act: who, what, on which host or cluster, and how it ended. Only ever added to. */
public interface Audit {

    /**
     * Adds an entry, timed now. Never give it a secret.
     *
     * @param action stable dotted name such as {@code host.add}, {@code operation.start}, {@code sign-in}
     * @param subject the host's, cluster's, user's or operation's name, or null
     * @param outcome such as {@code done}, {@code refused: HostKeyDiffers}
     */
    void record(Actor actor, String action, @Nullable String subject, String outcome);
}
