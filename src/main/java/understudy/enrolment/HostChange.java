package understudy.enrolment;

import org.jspecify.annotations.Nullable;

/**
 * What is to be changed on a host; null keeps what is there.
 *
 * @param mysqlSocket empty for the usual one
 * @param sudoPassword empty when sudo asks for none any more
 */
public record HostChange(
        @Nullable String address,
        @Nullable Integer sshPort,
        @Nullable String sshUser,
        @Nullable Integer mysqlPort,
        @Nullable String mysqlSocket,
        @Nullable String replicationAddress,
        @Nullable String sudoPassword) {

    /** Without the password, so that a log line can't carry it. */
    @Override
    public String toString() {
        return "HostChange[" + address + ", " + sshPort + ", " + sshUser + "]";
    }
}
