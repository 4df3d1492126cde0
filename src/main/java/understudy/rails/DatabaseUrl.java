package understudy.rails;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A database's URL as Rails takes it, {@code mysql2://user:password@host:3306/database}; only its host and port are ever touched. */
final class DatabaseUrl {

    private static final Pattern FORM =
            Pattern.compile("((?:mysql2?|trilogy)://(?:[^@/?#]*@)?)(\\[[^\\]]*\\]|[^@:/?#\\[\\]]*)(:\\d{1,5})?((?:/[^?#]*)?)(\\?.*)?");

    private final String before;
    private final String host;
    private final @Nullable String port;
    private final String path;
    private final String query;

    private DatabaseUrl(Matcher form) {
        this.before = form.group(1);
        this.host = form.group(2);
        this.port = form.group(3);
        this.path = form.group(4);
        this.query = Optional.ofNullable(form.group(5)).orElse("");
    }

    /** Empty when it isn't a URL of a MySQL server. */
    static Optional<DatabaseUrl> of(String url) {
        Matcher form = FORM.matcher(url);
        return form.matches() ? Optional.of(new DatabaseUrl(form)) : Optional.empty();
    }

    Pointing pointing() {
        return host.isEmpty() || namesSocket() ? new Pointing.Socket("") : new Pointing.Network(
                host.replaceAll("[\\[\\]]", ""), port == null ? SourceAddress.USUAL_PORT : Integer.parseInt(port.substring(1)));
    }

    /** A socket in the query would win over the host. */
    boolean namesSocket() {
        return query.matches(".*[?&]socket=.*");
    }

    /** Whether its host comes out of code. */
    boolean hidden() {
        return ErbMask.hides(host);
    }

    /** The name in it, as the server knows it; empty where there is none, or code says it. */
    Optional<String> user() {
        String named = before.substring(before.indexOf("://") + 3).replaceAll("[:@].*", "");
        try {
            return named.isEmpty() || ErbMask.hides(named) ? Optional.empty()
                    : Optional.of(URLDecoder.decode(named.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    String database() {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    /** Where the host begins in the URL. */
    int start() {
        return before.length();
    }

    /** Where the port ends, or the host without one. */
    int end() {
        return before.length() + host.length() + (port == null ? 0 : port.length());
    }

    /** What is to stand between {@link #start} and {@link #end}. A port is named where one was, or where it isn't the usual one. */
    String authority(SourceAddress wish) {
        String named = wish.host().contains(":") ? "[" + wish.host() + "]" : wish.host();
        return port != null || wish.port() != SourceAddress.USUAL_PORT ? named + ":" + wish.port() : named;
    }
}
