package understudy.enrolment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.mysql.Dialect;
import understudy.mysql.Sql;
import understudy.remote.RemoteCommand;

/**
 * Makes the panel's account with the server's own client on its host. A server that is closed even for administrators is opened
 * for them, and closed again whatever became of the statements: by the host itself, which goes on when the panel dies.
 */
final class OpenedForAMoment {

    /** The words are the client; a login, if there is one, is the first line of the input and comes to no list of processes. */
    private static final String SCRIPT = """
            tool=$1; shift; words=("$@"); login=
            [ "$tool" != - ] || { read -r login; tool=mysql; }
            client() {
              if [ -z "$login" ]; then "$tool" "${words[@]}" "$@"
              else "$tool" --defaults-extra-file=<(printf '%s' "$login" | base64 -d) "${words[@]}" "$@"; fi
            }
            closed=$(client -e 'SELECT @@GLOBAL.super_read_only' </dev/null) || exit
            [ "$closed" != 1 ] || client -e 'SET GLOBAL super_read_only = OFF' </dev/null || exit
            client; status=$?
            [ "$closed" != 1 ] || client -e 'SET GLOBAL super_read_only = ON' </dev/null || status=1
            exit "$status\"""";

    private OpenedForAMoment() {
    }

    /**
     * The command; run as root of the host, for the socket's sake.
     *
     * @param words for the client {@code mysql}
     * @param admin by whom, or null for whomever the words name
     */
    static RemoteCommand<String> command(List<String> words, @Nullable AdminLogin admin, Dialect dialect, String password) {
        List<String> all = new ArrayList<>(List.of("bash", "-c", SCRIPT, "understudy", admin == null ? "mysql" : "-"));
        all.addAll(words);
        RemoteCommand<String> command = RemoteCommand.of(all).asRootUser()
                .withStdin((admin == null ? "" : login(admin)) + statements(dialect, password))
                .within(Duration.ofSeconds(60)).survivingDrop();
        return admin == null ? command.masking(password) : command.masking(password, admin.password());
    }

    private static String statements(Dialect dialect, String password) {
        StringBuilder statements = new StringBuilder("SET SESSION sql_mode = '';\n" + PanelAccount.UNLOGGED + ";\n");
        PanelAccount.logins().forEach(login ->
                statements.append(login.before()).append(Sql.text(password)).append(login.after()).append(";\n"));
        PanelAccount.grants(dialect).forEach(grant -> statements.append(grant).append(";\n"));
        return statements.toString();
    }

    private static String login(AdminLogin admin) {
        String file = "[client]\nuser=" + quoted(admin.user()) + "\npassword=" + quoted(admin.password()) + "\n";
        return Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    /** As the client reads its option files: in quotes, a backslash before what would end them or mean something. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + '"';
    }
}
