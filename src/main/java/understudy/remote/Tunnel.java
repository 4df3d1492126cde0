package understudy.remote;

/** A socket of {@link HostConnection#tunnel} that tells when its other end is gone, without anybody reading from it. */
public interface Tunnel {

    /**
     * Calls the listener once, when the far end closed the connection, the session was lost, or this end was closed; at once when
     * that has happened already. On a thread of the network's, so it returns at once.
     */
    void whenEnded(Runnable listener);
}
