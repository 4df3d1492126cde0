package understudy.accounts;

import java.util.List;

/**
 * The application's accounts, which a replica needs before it may become the source: the parameters of
 * {@link CopyApplicationAccounts}.
 *
 * @param cluster whose databases they serve
 * @param from the source's host
 * @param to the replica's host
 * @param alsoFrom addresses of the application's hosts: an account that the source only lets in from itself is let in from these too
 *     on the replica, where the application is somewhere else; empty for none
 */
public record ApplicationAccounts(String cluster, String from, String to, List<String> alsoFrom) {

    public ApplicationAccounts {
        alsoFrom = List.copyOf(alsoFrom);
        if (alsoFrom.stream().anyMatch(address -> address.isBlank() || address.contains("%"))) {
            throw new IllegalArgumentException("accounts are let in from addresses only");
        }
    }
}
