package understudy.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.lab.LabHostSpec.host;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import understudy.lab.Lab;

/** What is believed of a host's processes when not everybody on it means well. */
@Tag("lab")
class FoundServerLabTests {

    @Test
    void neitherBelievesNorRunsAStrangersProgramOfTheServersName() {
        try (Lab lab = Lab.start(host("mercury"))) {
            String look = FoundServer.look().pipe().getFirst().get(2);
            FoundServer before = FoundServer.read(lab.host("mercury").exec(look));
            // a shell under the server's name, and the last in the list of processes: whoever asks it for its version runs it
            lab.host("mercury").exec("install -D -m 755 /bin/bash /home/deploy/mysqld; server=$(pgrep -x mysqld);"
                    + " until [[ $(sh -c 'echo $$') > $server ]]; do :; done; setsid setpriv --reuid=deploy --regid=deploy"
                    + " --clear-groups /home/deploy/mysqld -c 'sleep 600; true' --socket=/tmp/evil.sock"
                    + " --defaults-file=/tmp/evil.cnf >/dev/null 2>&1 </dev/null & sleep 1; pgrep -u deploy -x mysqld");

            FoundServer found = FoundServer.read(lab.host("mercury").exec(look));

            assertThat(found.installed()).endsWith("/sbin/mysqld");
            assertThat(found).isEqualTo(before);
        }
    }
}
