package understudy.whole;

import understudy.lab.LabHost;

/** What can happen to the host of a source, and how it is mended afterwards. */
enum Fault {

    /** {@code kill -9} of the server; its host answers, so the failover fences it and saves its tail. */
    SERVER_KILLED(true) {
        @Override
        void strike(LabHost source) {
            source.killServer();
        }

        @Override
        void mend(LabHost source) {
            // the rejoin starts it
        }
    },

    /** The server's process stands still; its host answers. */
    SERVER_FROZEN(true) {
        @Override
        void strike(LabHost source) {
            source.exec("pkill -STOP -x mysqld");
        }

        @Override
        void mend(LabHost source) {
            source.tryExec("pkill -CONT -x mysqld");
        }
    },

    /** The whole host stands still and goes on later as if nothing had been. */
    HOST_FROZEN(false) {
        @Override
        void strike(LabHost source) {
            source.pause();
        }

        @Override
        void mend(LabHost source) {
            source.unpause();
        }
    },

    /** Nobody reaches the host; inside, its server goes on and takes writes. */
    HOST_CUT_OFF(false) {
        @Override
        void strike(LabHost source) {
            source.disconnect();
        }

        @Override
        void mend(LabHost source) {
            source.reconnect();
        }
    };

    private final boolean fenced;

    Fault(boolean fenced) {
        this.fenced = fenced;
    }

    /** Whether the old source can be fenced: then nothing may be lost and never two may be open. */
    boolean fenced() {
        return fenced;
    }

    abstract void strike(LabHost source);

    abstract void mend(LabHost source);
}
