package understudy.lab;

/** No packet goes from either of two hosts to the other; everybody else reaches both as before. Closing it mends the network. */
public final class NetworkCut implements AutoCloseable {

    private final LabHost one;
    private final LabHost other;

    private NetworkCut(LabHost one, LabHost other) {
        this.one = one;
        this.other = other;
    }

    public static NetworkCut between(LabHost one, LabHost other) {
        route("replace", one, other);
        route("replace", other, one);
        return new NetworkCut(one, other);
    }

    /** Mends what a cut between these two has broken. */
    public static void end(LabHost one, LabHost other) {
        route("del", one, other);
        route("del", other, one);
    }

    private static void route(String verb, LabHost from, LabHost to) {
        from.exec("ip route " + verb + " blackhole " + to.replicationAddress());
    }

    @Override
    public void close() {
        end(one, other);
    }
}
