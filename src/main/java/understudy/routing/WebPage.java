package understudy.routing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.remote.HostConnection;

/** A page of the application, asked for on its own host through the SSH session, so that no port has to be open to the panel. */
record WebPage(URI url) {

    private static final Logger LOG = LoggerFactory.getLogger(WebPage.class);
    private static final Pattern FORM = Pattern.compile("https?://[A-Za-z0-9._-]+(:\\d{1,5})?(/[\\x21-\\x7e]*)?");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\\n]*\\n");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 50;
    private static final int MOST_BYTES = 64 * 1024;

    /** What it answered. @param body its beginning */
    record Answer(int status, String body) {

        boolean good() {
            return status >= 200 && status < 300;
        }
    }

    static boolean possible(@Nullable String url) {
        return url == null || FORM.matcher(url.replace("{token}", "t")).matches() && readable(url.replace("{token}", "t"));
    }

    /** Read as it will be read at the end of a promotion: a name with an underscore, for one, isn't a host there. */
    private static boolean readable(String url) {
        try {
            URI read = new URI(url);
            return read.getHost() != null && read.getPort() != 0 && read.getPort() <= 65_535;
        } catch (URISyntaxException broken) {
            return false;
        }
    }

    static WebPage at(String url) {
        return new WebPage(URI.create(url));
    }

    /** Asks until it answers well: an application that was just restarted takes its time. @throws Problem ApplicationUnwell, PageUnreachable */
    Answer awaitedWell(HostConnection host, String hostName) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Problem why;
            try {
                Answer answer = ask("GET", host, hostName, left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
                if (answer.good()) {
                    return answer;
                }
                why = unwell(hostName, url.toString(), answer);
            } catch (Problem notYet) {
                why = notYet;
            }
            if (System.nanoTime() > deadline || !FilesLeg.paused(PAUSE_MILLIS)) {
                throw why;
            }
        }
    }

    /** Asks once, whatever it answers: only so that somebody has asked. */
    void knock(HostConnection host, Duration limit) {
        try {
            ask("GET", host, url.getHost(), limit);
        } catch (Problem silent) {
            LOG.debug("{} didn't answer while its application was restarted", url, silent);
        }
    }

    static Problem unwell(String host, String url, Answer answer) {
        String said = answer.body().strip();
        return new Problem(Finding.blocker("ApplicationUnwell", host, "The application on " + host + " answers " + url + " with status "
                + answer.status() + (said.isEmpty() ? "." : ": " + said.substring(0, Math.min(300, said.length()))),
                "Look at the application's log on " + host + ", mend the cause, then try again."));
    }

    /** @param limit for everything together: a page that drips its answer doesn't get more. @throws Problem PageUnreachable */
    Answer ask(String method, HostConnection host, String hostName, Duration limit) {
        boolean secure = url.getScheme().equals("https");
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        try (Socket line = host.tunnel(url.getHost(), port, limit)) {
            line.setSoTimeout((int) limit.toMillis());
            Thread end = Thread.ofVirtual().name("page-end").start(() -> closeAfter(line, limit));
            try (Socket talk = secure ? named(line, port) : line) {
                talk.getOutputStream().write(request(method).getBytes(StandardCharsets.US_ASCII));
                talk.getOutputStream().flush();
                return answer(read(talk.getInputStream()));
            } finally {
                end.interrupt();
            }
        } catch (IOException silent) {
            throw new Problem(Finding.blocker("PageUnreachable", hostName, url + " doesn't answer on " + hostName + ": " + silent.getMessage(),
                    "Look at the web server on " + hostName + ", then try again."), silent);
        }
    }

    /** Over TLS, and only with whom the certificate names. */
    private Socket named(Socket line, int port) throws IOException {
        SSLSocket talk = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(line, url.getHost(), port, true);
        SSLParameters parameters = talk.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        talk.setSSLParameters(parameters);
        return talk;
    }

    /** Ends whatever waits for the far end; its own timeout begins anew with every byte. */
    private static void closeAfter(Socket line, Duration limit) {
        if (FilesLeg.paused(limit.toMillis())) {
            try {
                line.close();
            } catch (IOException gone) {
                LOG.debug("a page's connection was gone before it was closed", gone);
            }
        }
    }

    private String request(String method) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return method + " " + path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()) + " HTTP/1.0\r\nHost: " + url.getAuthority()
                + "\r\nUser-Agent: understudy\r\nAccept: application/json, */*\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }

    private static Answer answer(String text) throws IOException {
        Matcher status = STATUS.matcher(text);
        if (!status.lookingAt()) {
            throw new IOException("what answers there isn't a web server");
        }
        int body = text.indexOf("\r\n\r\n");
        return new Answer(Integer.parseInt(status.group(1)), body < 0 ? "" : text.substring(body + 4));
    }
}
