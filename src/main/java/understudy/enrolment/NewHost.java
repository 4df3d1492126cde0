package understudy.enrolment;

import org.jspecify.annotations.Nullable;

/**
 * A host as the admin declares it; see {@link understudy.topology.Host} for the components.
 *
 * @param replicationAddress null for {@code address}
 * @param sudoPassword null when sudo asks for none; sealed before it is stored
 */
public record NewHost(
        String name,
        String address,
        int sshPort,
        String sshUser,
        int mysqlPort,
        @Nullable String mysqlSocket,
        @Nullable String replicationAddress,
        @Nullable String sudoPassword) {

    /** Without the password, so that a log line can't carry it. */
    @Override
    public String toString() {
        return "NewHost[" + name + ", " + sshUser + "@" + address + ":" + sshPort + "]";
    }
}
