package understudy.whole;

import java.util.function.BiConsumer;
import understudy.lab.LabHost;
import understudy.lab.NetworkCut;

/** What can happen to a source, its replica, or between them, and how it is mended afterwards. */
enum Fault {

    /** {@code kill -9} of the server; its host answers, so the failover fences it and saves its tail. The rejoin starts it. */
    SERVER_KILLED(Ends.FENCED, (source, replica) -> source.killServer(), (source, replica) -> { }),

    /** The server's process stands still; its host answers. */
    SERVER_FROZEN(Ends.FENCED, (source, replica) -> source.exec("pkill -STOP -x mysqld"),
            (source, replica) -> source.tryExec("pkill -CONT -x mysqld")),

    /** The whole host stands still and goes on later as if nothing had been. */
    HOST_FROZEN(Ends.UNFENCED, (source, replica) -> source.pause(), (source, replica) -> source.unpause()),

    /** Nobody reaches the host; inside, its server goes on and takes writes. */
    HOST_CUT_OFF(Ends.UNFENCED, (source, replica) -> source.disconnect(), (source, replica) -> source.reconnect()),

    /** The replica's server dies; nobody needs it just now. */
    REPLICA_KILLED(Ends.WITH_THE_SAME_SOURCE, (source, replica) -> replica.killServer(), (source, replica) -> replica.startServer()),

    /** The replica's host stands still. */
    REPLICA_HOST_FROZEN(Ends.WITH_THE_SAME_SOURCE, (source, replica) -> replica.pause(), (source, replica) -> replica.unpause()),

    /** Source and replica don't reach each other; everybody else reaches both. */
    CUT_BETWEEN(Ends.WITH_THE_SAME_SOURCE, NetworkCut::between, NetworkCut::end);

    /** How a panel that fails over by itself must leave the cluster. */
    private enum Ends { FENCED, UNFENCED, WITH_THE_SAME_SOURCE }

    private final Ends ends;
    private final BiConsumer<LabHost, LabHost> happens;
    private final BiConsumer<LabHost, LabHost> mended;

    Fault(Ends ends, BiConsumer<LabHost, LabHost> happens, BiConsumer<LabHost, LabHost> mended) {
        this.ends = ends;
        this.happens = happens;
        this.mended = mended;
    }

    /** Whether another source has to be there afterwards; else the same one must have sold all the time. */
    boolean takesOver() {
        return ends != Ends.WITH_THE_SAME_SOURCE;
    }

    /** Whether nothing may be lost, and never two may be open: the old source can be fenced and read, or it stays. */
    boolean costsNothing() {
        return ends != Ends.UNFENCED;
    }

    void strike(LabHost source, LabHost replica) {
        happens.accept(source, replica);
    }

    void mend(LabHost source, LabHost replica) {
        mended.accept(source, replica);
    }
}
