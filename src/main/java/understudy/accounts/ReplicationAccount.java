package understudy.accounts;

import java.util.List;

/**
 * The account by which other members of a cluster log in to a server: the parameters of {@link CreateReplicationAccount}.
 *
 * @param cluster whose account it is; the cluster knows its name and its sealed password
 * @param host the server that lets them in
 * @param clients the addresses by which that server sees the others: IP addresses, or names where it resolves them back
 * @param tls whether they must encrypt
 */
public record ReplicationAccount(String cluster, String host, List<String> clients, boolean tls) {

    public ReplicationAccount {
        clients = List.copyOf(clients);
        if (clients.isEmpty() || clients.stream().anyMatch(client -> client.isBlank() || client.contains("%"))) {
            throw new IllegalArgumentException("a replication account is limited to addresses");
        }
    }
}
