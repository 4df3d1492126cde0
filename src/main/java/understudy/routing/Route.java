package understudy.routing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** One way by which clients find a cluster's source; it has to move when the source does. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Route.DatabaseYmls.class, name = "DATABASE_YML"),
    @JsonSubTypes.Type(value = Route.VirtualIp.class, name = "VIRTUAL_IP"),
    @JsonSubTypes.Type(value = Route.LoadBalancer.class, name = "LOAD_BALANCER"),
    @JsonSubTypes.Type(value = Route.Hook.class, name = "HOOK")})
public sealed interface Route {

    /** Unique in its cluster. */
    String name();

    /** Refuses what can't be. @throws Problem NameRefused, RouteRefused */
    default void check() {
        require(Pattern.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}", name()), "NameRefused", "That can't be a route's name.",
                "Use 1 to 63 letters (a-z), digits, dots, hyphens and underscores, beginning with a letter or digit.");
    }

    private static void require(boolean holds, String code, String message, String hint) {
        if (!holds) {
            throw new Problem(Finding.blocker(code, null, message, hint));
        }
    }

    /**
     * The {@code database.yml} of the application on these hosts names the source.
     *
     * @param hosts whose application; empty for every member of the cluster that has one
     * @param healthUrl a page, as each of those hosts itself sees it, that answers 200 when the application is well; or null
     * @param writeUrl a page that writes the text in place of {@code {token}} when it is posted to; or null
     */
    record DatabaseYmls(String name, List<String> hosts, @Nullable String healthUrl, @Nullable String writeUrl) implements Route {

        public DatabaseYmls {
            hosts = List.copyOf(hosts);
        }

        @Override
        public void check() {
            Route.super.check();
            require(WebPage.possible(healthUrl) && WebPage.possible(writeUrl), "RouteRefused", "That can't be a page's address.",
                    "Give it as the application's host itself sees it, such as http://localhost/up.");
            require(writeUrl == null || healthUrl != null && writeUrl.contains("{token}"), "RouteRefused",
                    "A page to write through needs a page that says that the application is well, and {token} where it takes the text.",
                    "Give both, such as http://localhost/up and http://localhost/up/write?token={token}.");
        }
    }

    /**
     * An address that the source's host has beside its own, and no other host.
     *
     * @param address IPv4 with the length of its prefix, such as {@code 192.168.178.50/24}
     * @param keptOverRestart whether the panel gives it back to the source's host when that has restarted and takes writes again
     */
    record VirtualIp(String name, String address, boolean keptOverRestart) implements Route {

        private static final Pattern FORM =
                Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)/([89]|[12]\\d|3[0-2])");

        @Override
        public void check() {
            Route.super.check();
            require(FORM.matcher(address).matches(), "RouteRefused", "That can't be an address that moves.",
                    "Give an IPv4 address with the length of its prefix, such as 192.168.178.50/24.");
        }

        /** Without the prefix. */
        String bare() {
            return address.substring(0, address.indexOf('/'));
        }
    }

    /**
     * A load balancer that asks the panel for the source and follows by itself; the panel proves that it does.
     *
     * @param address a name or IPv4 address of it, as its clients on the hosts use it, such as {@code 127.0.0.1}
     * @param port where it takes the clients of the source
     * @param hosts on which its clients are; empty for every member of the cluster
     */
    record LoadBalancer(String name, String address, int port, List<String> hosts) implements Route {

        public LoadBalancer {
            hosts = List.copyOf(hosts);
        }

        @Override
        public void check() {
            Route.super.check();
            require(Pattern.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", address), "RouteRefused", "That can't be a load balancer's address.",
                    "Give a name or an IPv4 address as its clients on the hosts use it, such as 127.0.0.1.");
            require(port >= 1 && port <= 65_535, "RouteRefused", "That can't be a port.", "Give it from 1 to 65535.");
        }

        /** Such as {@code the load balancer at 127.0.0.1:3306}. */
        String place() {
            return "the load balancer at " + address + ":" + port;
        }
    }

    /**
     * A program of the admin's own. It is called as {@code program ACTION CLUSTER OLD_SOURCE NEW_SOURCE ADDRESS PORT}: with
     * {@code check} before the outage, where it must change nothing; with {@code look}, ending with status 0 when the route leads to
     * the new source already; and with {@code switch}, perhaps more than once, ending with status 0 when it does.
     *
     * @param program its whole path
     * @param host where it lies, or null for the panel's own machine
     * @param timeoutMillis after which it is ended and counts as failed
     */
    record Hook(String name, String program, @Nullable String host, long timeoutMillis) implements Route {

        static final long LONGEST_MILLIS = 300_000;

        @Override
        public void check() {
            Route.super.check();
            require(Pattern.matches("/[^\\p{Cntrl}]{1,1000}", program), "RouteRefused", "That can't be a program's path.",
                    "Give the whole path, beginning with a slash.");
            require(timeoutMillis >= 100 && timeoutMillis <= LONGEST_MILLIS, "RouteRefused", "A hook can't take that long.",
                    "Give it from 100 to " + LONGEST_MILLIS + " milliseconds.");
        }
    }
}
