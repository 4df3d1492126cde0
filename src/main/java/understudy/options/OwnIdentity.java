package understudy.options;

import java.util.List;

/**
 * A server that must differ from others: the parameters of {@link GiveOwnServerUuid}.
 *
 * @param host the server whose UUID is changed if it is also another's
 * @param others the cluster's other hosts
 */
public record OwnIdentity(String host, List<String> others) {

    public OwnIdentity {
        others = List.copyOf(others);
    }
}
