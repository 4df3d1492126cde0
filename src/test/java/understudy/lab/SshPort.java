package understudy.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether an sshd is ready at a port; connecting alone doesn't tell. */
final class SshPort {

    private SshPort() {
    }

    static boolean greets(String address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            socket.setSoTimeout(1000);
            return socket.getInputStream().read() == 'S';
        } catch (IOException e) {
            return false;
        }
    }
}
