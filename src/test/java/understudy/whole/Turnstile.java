package understudy.whole;

import java.time.Duration;
import org.awaitility.Awaitility;
import understudy.lab.LabHost;

/**
 * Stands before a command of a host, and lets each call through, holds it or sends it away as the test said. So what somebody does there
 * can be caught at one exact moment.
 */
final class Turnstile {

    /** What becomes of a call. */
    enum Act {
        /** The command isn't run and fails. */
        FAIL,
        /** The command isn't run before it is let go. */
        HOLD,
        /** The command isn't run at all, and that isn't told either. */
        SWALLOW,
        /** The command is run to its end, and that isn't told. */
        RUN_AND_HOLD
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String SCRIPT = """
            install -d -m 777 /run/turnstile-NAME && touch /run/turnstile-NAME/{lock,acts} && chmod 666 /run/turnstile-NAME/*
            cat > /usr/local/sbin/NAME <<'SCRIPT'
            #!/bin/bash
            real=$(PATH=/opt/behind:/usr/sbin:/usr/bin command -v NAME)
            at=/run/turnstile-NAME
            exec 9< "$at/lock"; flock 9
            act=GO; number=0
            while read -r what which; do
              number=$((number + 1))
              case "$*" in $which) act=$what; sed -i "${number}d" "$at/acts"; break ;; esac
            done < "$at/acts"
            exec 9<&-
            stand() { touch "$at/held.$$"; while [ -e "$at/held.$$" ]; do sleep 0.05; done; }
            case $act in
              FAIL) echo 'the turnstile lets nobody through' >&2; exit 1 ;;
              HOLD) stand ;;
              SWALLOW) stand; exit 1 ;;
              RUN_AND_HOLD) "$real" "$@"; status=$?; stand; exit "$status" ;;
            esac
            exec "$real" "$@"
            SCRIPT
            chmod 755 /usr/local/sbin/NAME""";

    private final LabHost host;
    private final String name;

    private Turnstile(LabHost host, String name) {
        this.host = host;
        this.name = name;
    }

    /** @param name of the command; one of the test's own lies in {@code /opt/behind} */
    static Turnstile before(LabHost host, String name) {
        host.exec(SCRIPT.replace("NAME", name));
        return new Turnstile(host, name);
    }

    /**
     * What becomes of the next call whose arguments match, and of nothing else. Acts for the same arguments are used up in their order.
     *
     * @param arguments a shell pattern without blanks, of all arguments joined
     */
    void next(Act act, String arguments) {
        host.exec("echo '" + act + " " + arguments + "' >> /run/turnstile-" + name + "/acts");
    }

    void awaitHeld() {
        Awaitility.await(name + " is held on " + host.name()).atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50))
                .until(() -> !host.exec("find /run/turnstile-" + name + " -name 'held.*'").isEmpty());
    }

    /** Lets go who is held, and forgets what was to become of others. */
    void open() {
        host.exec("rm -f /run/turnstile-" + name + "/held.*; : > /run/turnstile-" + name + "/acts");
    }
}
