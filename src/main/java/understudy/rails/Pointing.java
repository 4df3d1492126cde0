package understudy.rails;

import understudy.finding.Finding;

/** Where an application's settings point now. */
public sealed interface Pointing {

    /** To a server over the network. {@code localhost} may stand here: the client library then takes the socket. */
    record Network(String host, int port) implements Pointing {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** To the server on the same host. @param path of the socket, or empty for the usual one */
    record Socket(String path) implements Pointing {

        @Override
        public String toString() {
            return path.isEmpty() ? "the usual socket of its own host" : "the socket " + path;
        }
    }

    /** It can't be told from the file alone; the finding says why. */
    record Unclear(Finding finding) implements Pointing {
    }
}
