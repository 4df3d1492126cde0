package understudy.mysql;

/**
 * The receiver or the applier of a replica.
 *
 * @param state whether it runs
 * @param errorNumber the last error's number, 0 when there is none
 * @param errorText the last error in the server's words, empty when there is none
 */
public record ReplicaThread(State state, int errorNumber, String errorText) {

    /** Whether a thread runs. */
    public enum State {

        RUNNING,

        /** The receiver is trying to reach its source. */
        CONNECTING,

        STOPPED
    }

    public boolean running() {
        return state == State.RUNNING;
    }
}
