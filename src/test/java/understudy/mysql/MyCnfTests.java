package understudy.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MyCnfTests {

    private static final Version VERSION = new Version(9, 7, 4);
    private static final String ROOT = "/etc/mysql/my.cnf";

    /** In these, {@code ;} stands for a line end. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "replaces the value              | [mysqld];server-id=1;                     | [mysqld];server-id=7;",
        "keeps alignment and comment     | [mysqld];server-id\t\t = 1  # ours;      | [mysqld];server-id\t\t = 7  # ours;",
        "uncomments                      | [mysqld];#server-id              = 1;     | [mysqld];server-id              = 7;",
        "uncomments with a blank         | [mysqld];# server-id\t\t= 1;x=1;          | [mysqld];server-id\t\t= 7;x=1;",
        "uncomments the last of two      | [mysqld];#server-id=1;#server_id=2;       | [mysqld];#server-id=1;server_id=7;",
        "prefers a line in effect        | [mysqld];server_id=1;#server_id=2;        | [mysqld];server_id=7;#server_id=2;",
        "changes the last of two         | [mysqld];server_id=1;server-id=2;         | [mysqld];server_id=1;server-id=7;",
        "adds after the last option      | [mysqld];port=1;;# good bye;;[mysql];x=1;      | [mysqld];port=1;server_id = 7;;# good bye;;[mysql];x=1;",
        "adds without a last line end    | [mysqld];port=1                           | [mysqld];port=1;server_id = 7",
        "adds to an empty section        | [mysqld];[mysql];                         | [mysqld];server_id = 7;[mysql];",
        "makes a section                 | [client];port=1;                          | [client];port=1;;[mysqld];server_id = 7;",
        "makes a section after a bare end| [client];port=1                           | [client];port=1;;[mysqld];server_id = 7;",
        "knows the server section        | [server];server_id=1;                     | [server];server_id=7;",
        "knows the version's section     | [mysqld-9.7];server_id=1;                 | [mysqld-9.7];server_id=7;",
        "leaves other sections alone     | [mysqld];port=1;[mysqldump];server_id=1;  | [mysqld];port=1;server_id = 7;[mysqldump];server_id=1;",
        "leaves other versions alone     | [mysqld-5.7];server_id=1;[mysqld];a=1;    | [mysqld-5.7];server_id=1;[mysqld];a=1;server_id = 7;",
        "doesn't take prose for an option| [mysqld];# server-id must differ;port=1;  | [mysqld];# server-id must differ;port=1;server_id = 7;",
        "reads blanks around the section | [ mysqld ];server_id=1;                   | [ mysqld ];server_id=7;",
        "reads a section twice           | [mysqld];server_id=1;[mysql];[mysqld];b=1;| [mysqld];server_id=7;[mysql];[mysqld];b=1;",
        "takes a value in quotes         | [mysqld];server_id = '1' # x;             | [mysqld];server_id = 7 # x;",
        "takes an option without value   | [mysqld];server_id;                       | [mysqld];server_id = 7;"
    })
    void changesOneLine(String what, String before, String after) {
        MyCnf changed = file(text(before)).with("server_id", "7");

        assertThat(changed.texts()).containsEntry(ROOT, text(after));
        assertThat(changed.setting("server_id")).map(MyCnf.Setting::value).contains("7");
        assertThat(changed.with("server_id", "7").texts()).isEqualTo(changed.texts());
    }

    @Test
    void keepsWindowsLineEnds() {
        assertThat(file("[mysqld]\r\nserver_id = 1\r\n").with("server_id", "7").texts())
                .containsEntry(ROOT, "[mysqld]\r\nserver_id = 7\r\n");
        assertThat(file("[mysqld]\r\nport = 1").with("server_id", "7").texts())
                .containsEntry(ROOT, "[mysqld]\r\nport = 1\r\nserver_id = 7");
    }

    @Test
    void makesTheFileWhenThereIsNone() {
        MyCnf changed = MyCnf.read(List.of("/etc/my.cnf", ROOT), VERSION, files(Map.of())).with("server_id", "7");
        assertThat(changed.changes()).containsExactly(new MyCnf.Change(ROOT, "", "[mysqld]\nserver_id = 7\n"));
    }

    @Test
    void switchesAnOptionOnThatWasSwitchedOffByName() {
        MyCnf off = file("[mysqld]\nlog_bin = a\nskip-log-bin # saves space\n");
        assertThat(off.setting("log_bin")).contains(new MyCnf.Setting(ROOT, 3, "OFF"));
        assertThat(off.with("log_bin", "b").texts()).containsEntry(ROOT, "[mysqld]\nlog_bin = a\nlog_bin = b # saves space\n");
    }

    @Test
    void changesTheIncludedFileThatOverrides() {
        MyCnf files = MyCnf.read(List.of(ROOT), VERSION, files(Map.of(
                ROOT, "[mysqld]\nbind-address = 127.0.0.1\n!includedir /etc/mysql/conf.d/\n",
                "/etc/mysql/conf.d/a.cnf", "[mysqld]\nbind_address = 10.0.0.1\n",
                "/etc/mysql/conf.d/b.cnf", "[mysqldump]\nbind-address = 10.0.0.2\n")));

        assertThat(files.setting("bind_address")).contains(new MyCnf.Setting("/etc/mysql/conf.d/a.cnf", 2, "10.0.0.1"));
        assertThat(files.with("bind_address", "10.0.0.9").changes()).extracting(MyCnf.Change::path)
                .containsExactly("/etc/mysql/conf.d/a.cnf");
    }

    @Test
    void changesTheIncludingFileWhereItOverridesAnEarlierInclude() {
        MyCnf files = MyCnf.read(List.of(ROOT), VERSION, files(Map.of(
                ROOT, "!include /etc/extra.cnf\n[mysqld]\nserver-id = 1\n", "/etc/extra.cnf", "[mysqld]\nserver-id = 2\n")));
        assertThat(files.setting("server_id")).map(MyCnf.Setting::path).contains(ROOT);
    }

    @Test
    void readsIncludedFilesByNameAndFollowsNoCircle() {
        MyCnf files = MyCnf.read(List.of(ROOT), VERSION, files(Map.of(
                ROOT, "[mysqld]\n!includedir /d\n", "/d/2.cnf", "[mysqld]\nport=2\n!include " + ROOT + "\n",
                "/d/1.cnf", "[mysqld]\nport=1\n", "/d/3.cnf.bak", "[mysqld]\nport=3\n")));
        assertThat(files.setting("port")).map(MyCnf.Setting::path).contains("/d/2.cnf");
    }

    @Test
    void laterRootsWin() {
        MyCnf files = MyCnf.read(List.of("/etc/my.cnf", ROOT), VERSION, files(Map.of(
                "/etc/my.cnf", "[mysqld]\nserver_id=1\n", ROOT, "[mysqld]\nserver_id=2\n")));
        assertThat(files.setting("server_id")).map(MyCnf.Setting::value).contains("2");
    }

    @Test
    void addsANewOptionWhereItsLikeAre() {
        MyCnf files = MyCnf.read(List.of(ROOT), VERSION, files(Map.of(
                ROOT, "[mysqld]\n#server-id = 1\nport = 3306\n!includedir /d\n", "/d/small.cnf", "[mysqld]\nmax_connections=60\n")));
        assertThat(files.with("read_only", "ON").changes())
                .containsExactly(new MyCnf.Change(ROOT, files.texts().get(ROOT),
                        "[mysqld]\n#server-id = 1\nport = 3306\nread_only = ON\n!includedir /d\n"));
    }

    @Test
    void editsDebiansSingleFile() {
        String before = captured("single/my.cnf");
        MyCnf changed = file(before).with("server_id", "2").with("log_bin", "/var/log/mysql/mysql-bin.log")
                .with("bind_address", "0.0.0.0").with("read_only", "ON");

        assertThat(changed.texts().get(ROOT)).isEqualTo(before
                .replace("#server-id              = 1", "server-id              = 2")
                .replace("#log_bin ", "log_bin ")
                .replace("\nbind-address            = 127.0.0.1", "\nbind-address            = 0.0.0.0")
                .replace("#binlog_ignore_db       = include_database_name\n",
                        "#binlog_ignore_db       = include_database_name\nread_only = ON\n"));
    }

    @Test
    void editsDebiansPackageFiles() {
        String mysqld = "/etc/mysql/mysql.conf.d/mysqld.cnf";
        String before = captured("package/mysqld.cnf");
        MyCnf files = MyCnf.read(List.of("/etc/my.cnf", ROOT), VERSION, files(Map.of(
                ROOT, captured("package/my.cnf"), mysqld, before, "/etc/mysql/mysql.conf.d/mysql.cnf", "[mysql]\n")));

        assertThat(files.setting("bind_address")).contains(new MyCnf.Setting(mysqld, 31, "127.0.0.1"));
        assertThat(files.proposal("log_bin")).contains("/var/log/mysql/mysql-bin.log");
        assertThat(files.with("server_id", "2").with("super_read_only", "ON").changes())
                .containsExactly(new MyCnf.Change(mysqld, before, before.replace("# server-id\t\t= 1", "server-id\t\t= 2")
                        .replace("# binlog_ignore_db\t= include_database_name\n",
                                "# binlog_ignore_db\t= include_database_name\nsuper_read_only = ON\n")));
    }

    @Test
    void showsWhatChangesAndNoPassword() {
        MyCnf files = file("[client]\npassword = geheim\n[mysqld]\nport = 3306\n").with("port", "3307");
        assertThat(files.changes().get(0).unified().lines()).containsExactly("--- " + ROOT, "+++ " + ROOT, "@@ -1,4 +1,4 @@",
                " [client]", " password = <password>", " [mysqld]", "-port = 3306", "+port = 3307");
        assertThat(file("[mysqld]\nport=1\n").with("port", "1").changes()).isEmpty();
    }

    @Test
    void quotesWhatWouldOtherwiseBeReadDifferently() {
        MyCnf changed = file("[mysqld]\n").with("report_host", "a # b\\c");
        assertThat(changed.texts()).containsEntry(ROOT, "[mysqld]\nreport_host = \"a # b\\\\c\"\n");
        assertThat(changed.setting("report_host")).map(MyCnf.Setting::value).contains("a # b\\c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nport=1", "a\"b", "\r"})
    void refusesValuesThatCouldBecomeOtherOptions(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> file("[mysqld]\n").with("report_host", value));
    }

    private static MyCnf file(String text) {
        return MyCnf.read(List.of(ROOT), VERSION, files(Map.of(ROOT, text)));
    }

    private static String text(String oneLine) {
        return oneLine.replace(";", "\n");
    }

    private static String captured(String name) {
        try (var in = MyCnfTests.class.getResourceAsStream("/captured/mysql-9.7/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static OptionFiles files(Map<String, String> texts) {
        Map<String, String> all = new LinkedHashMap<>(texts);
        return new OptionFiles() {
            @Override
            public Optional<String> text(String path) {
                return Optional.ofNullable(all.get(path));
            }

            @Override
            public List<String> directory(String path) {
                String prefix = path.endsWith("/") ? path : path + "/";
                return all.keySet().stream().filter(name -> name.startsWith(prefix) && name.endsWith(".cnf")).toList();
            }
        };
    }
}
