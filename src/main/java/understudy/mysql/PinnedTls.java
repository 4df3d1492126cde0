package understudy.mysql;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;

/**
 * TLS to one server, which proves itself by the very certificate that was pinned when it was enrolled; names, dates and issuers
 * say nothing here. Whoever else answers on its port gets no password and no statement.
 */
final class PinnedTls {

    private final String host;
    private final @Nullable String fingerprint;
    private final SSLContext context;
    private volatile @Nullable String shown;

    /** @param fingerprint as {@link #fingerprint(X509Certificate)} gives it; null for whoever answers, to whom nothing may be told then */
    PinnedTls(String host, @Nullable String fingerprint) {
        this.host = host;
        this.fingerprint = fingerprint;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OnlyThisOne()}, null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS", impossible);
        }
    }

    /** SHA-256 of the whole certificate. */
    static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return "SHA256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new CertificateException(impossible);
        }
    }

    boolean pins(String other) {
        return other.equals(fingerprint);
    }

    /** The fingerprint of who answered, or null before that. */
    @Nullable String shown() {
        return shown;
    }

    /** @throws IOException caused by {@link ServerUnreachable} ServerCertificateDiffers when it is another server */
    SSLSocket over(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, host, 0, true);
        try {
            secured.startHandshake();
            return secured;
        } catch (SSLException refused) {
            secured.close();
            throw new IOException("another certificate", new ServerUnreachable(differs(host), refused));
        }
    }

    static Finding differs(String host) {
        return Finding.blocker("ServerCertificateDiffers", host,
                "What answers on the server's port of " + host + " is not the server that was enrolled: its certificate is another.",
                "If the server's certificate was renewed, enrol " + host + " again to accept it. If not, look at once what listens there.")
                .fixedBy("enrol-host");
    }

    private final class OnlyThisOne extends X509ExtendedTrustManager {

        private void check(X509Certificate[] chain) throws CertificateException {
            String seen = chain.length == 0 ? null : PinnedTls.fingerprint(chain[0]);
            shown = seen;
            if (seen == null || fingerprint != null && !pins(seen)) {
                throw new CertificateException("not the pinned certificate of " + host);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            throw new CertificateException("no client comes here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            throw new CertificateException("no client comes here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no client comes here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
