package understudy.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cable between a browser and the panel that can be pulled out and put back. */
final class Cable implements AutoCloseable {

    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private final int panelPort;
    private int port;
    private ServerSocket plug;

    Cable(int panelPort) {
        this.panelPort = panelPort;
        putBack();
    }

    int port() {
        return port;
    }

    /** Cuts every connection; nothing answers from now on. */
    void pullOut() {
        try {
            plug.close();
            for (Socket end : ends) {
                end.close();
            }
            ends.clear();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void putBack() {
        try {
            plug = new ServerSocket();
            plug.setReuseAddress(true);
            plug.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            port = plug.getLocalPort();
            Thread.ofVirtual().start(() -> accept(plug));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        pullOut();
    }

    private void accept(ServerSocket open) {
        try {
            while (!open.isClosed()) {
                Socket browser = open.accept();
                Socket panel = new Socket(InetAddress.getLoopbackAddress(), panelPort);
                ends.addAll(List.of(browser, panel));
                Thread.ofVirtual().start(() -> carry(browser, panel));
                Thread.ofVirtual().start(() -> carry(panel, browser));
            }
        } catch (IOException pulledOut) {
            // that is what this is for
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException pulledOut) {
            // that is what this is for
        }
    }
}
