package understudy.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.OperationView.StepView;
import understudy.operation.Pace;
import understudy.operation.Plan;
import understudy.operation.StepName;
import understudy.operation.StepStatus;
import understudy.operation.StepText;

/** Invented operations: a walk-through in its middle, a promotion that ended well, a copy under way, a failure. */
class Operas {

    private static final String DIFF = """
            --- /etc/mysql/mysql.conf.d/mysqld.cnf
            +++ /etc/mysql/mysql.conf.d/mysqld.cnf
            @@ -12,3 +12,5 @@
             [mysqld]
            -# server-id              = 1
            +server-id                = 2
            -bind-address             = 127.0.0.1
            +bind-address             = 192.168.178.66
            +read_only                = ON
            +super_read_only          = ON
            """;

    private final Instant now;

    Operas(Instant now) {
        this.now = now;
    }

    List<OperationView> all() {
        return List.of(setup("setup-waiting", OperationStatus.WAITING, 7, StepStatus.PENDING, null),
                setup("setup-copying", OperationStatus.RUNNING, 9, StepStatus.RUNNING, new OperationView.Progress(412_000_000, 1_073_000_000L, 21_300_000)),
                setup("setup-failed", OperationStatus.FAILED, 8, StepStatus.FAILED, null),
                promotion(OperationStatus.SUCCEEDED, 7), new Rehearsal(now).planned(),
                renamed("promotion-running", promotion(OperationStatus.RUNNING, 1), OperationKind.SWITCHOVER, List.of()),
                renamed("promotion-rolled-back", promotion(OperationStatus.ROLLED_BACK, 1), OperationKind.SWITCHOVER, List.of("retry")),
                renamed("setup-done", setup("setup-done", OperationStatus.SUCCEEDED, 15, StepStatus.DONE, null), OperationKind.SETUP_REPLICA, List.of()),
                renamed("check-failed", setup("setup-failed", OperationStatus.FAILED, 8, StepStatus.FAILED, null), OperationKind.CHECK_DATA, List.of("retry")),
                new Rehearsal(now).failed());
    }

    private OperationView renamed(String id, OperationView old, OperationKind kind, List<String> controls) {
        Instant finished = old.state() == OperationStatus.RUNNING ? null : now.minusSeconds(6);
        return new OperationView(id, kind, old.cluster(), old.host(), old.requestedBy(), old.state(), old.createdAt(), finished,
                old.pace(), finished == null || kind == OperationKind.CHECK_DATA ? Map.of() : old.result(), old.error(), old.pointOfNoReturnPassed(), controls, old.steps());
    }

    OperationView promotion(OperationStatus state, int done) {
        String[][] steps = {{"Catch up", "uranus"}, {"Close mercury", "mercury"}, {"Let uranus execute the rest", "uranus"},
            {"Open uranus", "uranus"}, {"Let mercury follow", "mercury"}, {"Switch the application", null}, {"Prove it", "uranus"}};
        List<StepView> views = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            boolean isDone = i < done;
            views.add(new StepView(String.valueOf(i + 1), new StepName(i == 1 ? "hand-over" : "catch-up"),
                    new StepText(i < 1 ? "Prepare" : i < 4 ? "Hand over" : "Afterwards", steps[i][0],
                            "The candidate must have every transaction before anything is closed.", "mercury is opened again.", "Go"),
                    steps[i][1], isDone ? StepStatus.DONE : i == done ? StepStatus.RUNNING : StepStatus.PENDING,
                    now.minusMillis(9000 - i * 300L), isDone ? now.minusMillis(8900 - i * 300L) : null, isDone ? "done" : null, null, null,
                    steps[i][1] == null ? Plan.ofCommands("sudo editor /srv/shop/config/database.yml   # on uranus") : Plan.ofSql("SET GLOBAL super_read_only = ON"), isDone ? "closed after 2 ms" : "", null, i == 3));
        }
        return new OperationView("promotion", OperationKind.SWITCHOVER, "secondhand", "uranus", "pierre", state, now.minusSeconds(9),
                state == OperationStatus.SUCCEEDED ? now.minusSeconds(6) : null, Pace.AUTO,
                Map.of("source", "uranus", "writeOutageMillis", 8.4, "lostTransactions", Map.of("count", 0), "fenced", true),
                null, done > 3, List.of(), views);
    }

    private OperationView setup(String id, OperationStatus state, int done, StepStatus current, OperationView.@Nullable Progress progress) {
        String[][] steps = {{"Configure the source", "Give it a server id", "mercury"}, {"Configure the source", "Keep a binary log", "mercury"},
            {"Configure the source", "Listen where uranus can reach it", "mercury"}, {"Configure the source", "Restart the server", "mercury"},
            {"Configure the source", "Account for replication", "mercury"}, {"Configure the replica", "Reach mercury from uranus", "uranus"},
            {"Configure the replica", "A server UUID of its own", "uranus"}, {"Configure the replica", "Server id, address, read-only", "uranus"},
            {"Configure the replica", "Restart the server", "uranus"}, {"Copy the database", "Copy secondhand_production", "uranus"},
            {"Copy the database", "The application's accounts", "uranus"}, {"Start replication", "Follow mercury", "uranus"},
            {"Start replication", "Start", "uranus"}, {"Start replication", "Catch up", "uranus"},
            {"Start replication", "Prove that every table is equal", "uranus"}};
        List<StepView> views = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            views.add(step(i, steps[i], i < done ? (i < 2 ? StepStatus.SKIPPED : StepStatus.DONE) : i == done ? current : StepStatus.PENDING, progress));
        }
        Finding error = state == OperationStatus.FAILED ? restartFailed() : null;
        return new OperationView(id, OperationKind.SETUP_REPLICA, "secondhand", "uranus", "pierre", state, now.minusSeconds(73),
                error == null ? null : now.minusSeconds(3), Pace.STEP, Map.of(), error, false,
                switch (state) {
                    case WAITING -> List.of("continue", "cancel", "rollback");
                    case RUNNING -> List.of("cancel");
                    default -> List.of("retry", "rollback");
                }, views);
    }

    private StepView step(int i, String[] words, StepStatus state, OperationView.@Nullable Progress progress) {
        boolean ended = state == StepStatus.DONE || state == StepStatus.SKIPPED || state == StepStatus.FAILED;
        Plan plan = i == 7 ? new Plan(List.of("sudo install -m 644 -o root mysqld.cnf.new /etc/mysql/mysql.conf.d/mysqld.cnf"), List.of(),
                new Plan.FileDiff("/etc/mysql/mysql.conf.d/mysqld.cnf", "mysqld.cnf.understudy-20261121-1731", DIFF),
                List.of(new Plan.Change("server_id", "1 (same as mercury)", "2"), new Plan.Change("bind_address", "127.0.0.1", "192.168.178.66"),
                        new Plan.Change("read_only", "OFF", "ON")), List.of())
                : i == 8 || i == 3 ? Plan.ofCommands("sudo service mysql restart").withWarning("The server is away for about two seconds.")
                : i == 9 ? Plan.ofCommands("mysqldump --single-transaction --source-data secondhand_production | zstd | ssh uranus 'zstd -d | mysql'")
                : i <= 10 ? Plan.ofSql("CREATE USER 'repl'@'192.168.178.66' IDENTIFIED BY <password>", "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'192.168.178.66'") : null;
        return new StepView(String.valueOf(i + 1), new StepName("set-server-options"),
                new StepText(words[0], words[1], "Every server in a cluster needs a number of its own, and uranus has mercury's. A replica that takes writes by accident can't be promoted safely, so it starts read-only.",
                        "The file is put back as it was. Nothing takes effect before the restart in the next step.", i == 7 ? "Write the file" : "Go on"),
                words[2], state, ended || state == StepStatus.RUNNING ? now.minusSeconds(40 - i) : null, ended ? now.minusMillis(39_700 - i * 1000L) : null,
                state == StepStatus.DONE ? "The server answers again with the new settings." : null,
                state == StepStatus.FAILED ? restartFailed() : null,
                state == StepStatus.SKIPPED ? "server_id is 1 already" : "server_id is 1, the same as mercury's", plan,
                state == StepStatus.RUNNING ? "dumping table events\ndumping table lists\ndumping table items (412 MB)\n" : state == StepStatus.DONE ? "ok\n" : "", state == StepStatus.RUNNING ? progress : null, false);
    }

    private static Finding restartFailed() {
        return Finding.blocker("ServerDidNotStart", "uranus", "MySQL on uranus didn't come back after the restart; the configuration file was put back and it runs again.",
                "Look at the last lines of its error log below, then try again.").with(Map.of("error log", "unknown variable 'super_readonly=ON'"));
    }
}
