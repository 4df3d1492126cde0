package understudy.mysql;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import understudy.remote.RemoteCommand;

/** The certificate that a server shows, as root of its host reads it: from the disk, and so not from whoever answers on its port. */
public final class ServerCertificate {

    private static final int NONE = 66;

    /** The server says over its socket where it is; where root needs a password there, the option files do. */
    private static final String SCRIPT = """
            if said=$(mysql --batch --skip-column-names --connect-timeout=5 ${1:+--socket="$1"} -e "SHOW GLOBAL STATUS
                WHERE Variable_name IN ('Current_tls_cert', 'Current_tls_version'); SELECT 'datadir', @@GLOBAL.datadir" </dev/null 2>/dev/null)
            then
              value() { printf '%s\n' "$said" | sed -n "s/^$1[[:space:]]*//p"; }
              file=$(value Current_tls_cert); dir=$(value datadir); versions=$(value Current_tls_version)
            else
              value() { my_print_defaults mysqld 2>/dev/null | sed -n "s/^--$1=//p" | tail -n 1; }
              file=$(value 'ssl[_-]cert'); file=${file:-server-cert.pem}; dir=$(value datadir); dir=${dir:-/var/lib/mysql}
              versions=yes; my_print_defaults mysqld 2>/dev/null | grep -q '^--tls[_-]version=$' && versions=
            fi
            [ -n "$versions" ] || exit 66
            [ -n "$file" ] || exit 66
            cd -- "$dir" && [ -f "$file" ] || exit 66
            base64 -w 0 -- "$file\"""";

    private ServerCertificate() {
    }

    /**
     * Its fingerprint, or nothing where the server has none.
     *
     * @param socket the server's, or empty for the client's own default
     */
    public static RemoteCommand<Optional<String>> fingerprint(String socket) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", SCRIPT, "understudy", socket));
        return RemoteCommand.of(words).asRootUser().accepting(0, NONE).answering(output ->
                output.exitStatus() == NONE ? Optional.empty() : read(Base64.getDecoder().decode(output.stdout().strip())));
    }

    /** The first certificate of a file is the server's own. */
    static Optional<String> read(byte[] file) {
        try {
            return Optional.of(PinnedTls.fingerprint((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(file))));
        } catch (CertificateException notOne) {
            return Optional.empty();
        }
    }
}
