package understudy.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionStateTests {

    /** What runs now is not what counts after a restart: that is what was kept on the server, then the files, then the default. */
    @ParameterizedTest(name = "{0}={1}, running {2} from {3}, in files {4}, kept {5}")
    @CsvSource({
        "gtid_mode,ON,ON,COMPILED,-,-,true",
        "server_id,1,1,COMPILED,-,-,false",
        "read_only,ON,ON,DYNAMIC,-,-,false",
        "read_only,ON,ON,GLOBAL,1,-,true",
        "read_only,ON,ON,GLOBAL,,-,true",
        "read_only,OFF,OFF,DYNAMIC,ON,-,false",
        "read_only,ON,ON,PERSISTED,ON,OFF,false",
        "read_only,ON,ON,PERSISTED,ON,on,true",
        "server_id,7,1,COMPILED,7,-,false",
        "bind_address,0.0.0.0,127.0.0.1,GLOBAL,0.0.0.0,-,true",
        "log_bin,ON,ON,GLOBAL,/var/log/mysql/mysql-bin.log,-,true",
        "log_bin,ON,OFF,GLOBAL,OFF,-,false"
    })
    void isDoneWhenItCountsAfterARestartAndNowWhereItCan(
            String name, String wanted, String running, String source, String inFile, String kept, boolean done) {
        boolean inFiles = !"-".equals(inFile);
        boolean atOnce = name.equals("server_id") || name.equals("read_only");
        OptionState state = new OptionState(
                name, wanted, running, source, inFiles ? inFile : null, inFiles, "-".equals(kept) ? null : kept, atOnce, false);

        assertThat(state.done()).isEqualTo(done);
    }

    @Test
    void refusesOptionsThatCouldBringOthersWithThem() {
        for (Map<String, String> values : java.util.List.of(Map.of("server_id", "1\nport=1"), Map.of("server id", "1"),
                Map.of("a]", "1"), Map.of("report_host", "a\"b"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ServerOptions("mercury", values));
        }
    }
}
