package understudy.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import understudy.finding.Finding;
import understudy.mysql.Dialect;
import understudy.mysql.MyCnf;
import understudy.mysql.Row;
import understudy.mysql.Server;

/**
 * One look at a server's options, running and in its files.
 *
 * @param states one for each wish
 * @param unknownFiles option files that the server read and that this look doesn't know
 * @param files as they are
 * @param changed as they would be
 */
record OptionLook(List<OptionState> states, List<String> unknownFiles, MyCnf files, MyCnf changed) {

    static OptionLook at(Server server, HostOptionFiles disk, Map<String, String> wishes) {
        Dialect words = server.dialect();
        MyCnf files = MyCnf.read(words.optionFiles(), words.version(), disk);
        List<OptionState> states = states(server, files, wishes);
        MyCnf changed = files;
        for (OptionState state : states) {
            if (!state.filesAgree()) {
                changed = changed.with(state.name(), words.otherNames(state.name()),
                        words.nameInFiles(state.name()), valueInFile(state, files, disk));
            }
        }
        return new OptionLook(states, unknownFiles(server, files), files, changed);
    }

    private static List<OptionState> states(Server server, MyCnf files, Map<String, String> wishes) {
        Map<String, String> running = server.variables(wishes.keySet().toArray(String[]::new));
        Map<String, String> sources = pairs(server.query(
                "SELECT variable_name AS name, variable_source AS value FROM performance_schema.variables_info"));
        Map<String, String> persisted = pairs(server.query(
                "SELECT variable_name AS name, variable_value AS value FROM performance_schema.persisted_variables"));
        List<OptionState> states = new ArrayList<>();
        wishes.forEach((name, wanted) -> {
            Optional<MyCnf.Setting> setting = files.setting(name, server.dialect().otherNames(name));
            states.add(new OptionState(name, wanted, running.getOrDefault(name, ""), sources.getOrDefault(name, ""),
                    setting.map(MyCnf.Setting::value).orElse(null), setting.isPresent(), persisted.get(name),
                    server.dialect().takesEffectAtOnce(name), server.dialect().comesWithPlugin(name)));
        });
        return states;
    }

    private static Map<String, String> pairs(List<Row> rows) {
        Map<String, String> pairs = new HashMap<>();
        rows.forEach(row -> pairs.put(row.text("name"), Optional.ofNullable(row.get("value")).orElse("")));
        return pairs;
    }

    private static List<String> unknownFiles(Server server, MyCnf files) {
        return server.query("SELECT DISTINCT variable_path AS path FROM performance_schema.variables_info"
                        + " WHERE variable_path <> '' AND variable_source IN ('GLOBAL', 'EXPLICIT', 'EXTRA', 'SERVER', 'USER')")
                .stream().map(row -> row.text("path").replaceAll("/+", "/"))
                .filter(path -> files.texts().keySet().stream().noneMatch(known -> known.replaceAll("/+", "/").equals(path)))
                .toList();
    }

    private static String valueInFile(OptionState state, MyCnf files, HostOptionFiles disk) {
        if (!state.name().equals("log_bin") || !OptionState.on(state.wanted())) {
            return HostOptionFiles.kept(state.wanted());
        }
        // the path that the admin's file proposes, when the server could write there
        return files.proposal("log_bin").filter(path -> path.startsWith("/") && path.lastIndexOf('/') > 0)
                .filter(path -> disk.isDirectory(path.substring(0, path.lastIndexOf('/')))).orElse("binlog");
    }

    /** What stands in the way of changing them. */
    List<Finding> blockers(String host) {
        Stream<Finding> commandLine = states.stream().filter(OptionState::onCommandLine).map(state -> Finding.blocker(
                "OptionOnCommandLine", host,
                state.name() + " is given on the server's command line as " + state.running() + ", which wins over its files.",
                "Take it out of the service's command line on " + host + " (systemctl edit), then try again."));
        Stream<Finding> unknown = unknownFiles.stream().map(path -> Finding.blocker("OptionFileUnknown", host,
                "The server on " + host + " read its options from " + path + ", where the panel doesn't look.",
                "Include that file from /etc/mysql/my.cnf, then restart the server."));
        Stream<Finding> missing = states.stream().filter(state -> state.running().isEmpty() && state.source().isEmpty() && !state.comesWithPlugin())
                .map(state -> Finding.blocker("OptionUnknown", host,
                        "The server on " + host + " has no option " + state.name() + ".", "Leave it out."));
        return Stream.of(commandLine, unknown, missing).flatMap(findings -> findings).toList();
    }

    boolean done() {
        return states.stream().allMatch(OptionState::done);
    }

    String evidence() {
        return states.stream().map(state -> state.name() + " = " + state.running()
                + (state.filesAgree() ? "" : ", not in the option files")
                + (state.persistedOtherwise() ? ", kept on the server as " + state.persisted() : ""))
                .collect(Collectors.joining("; "));
    }

    List<String> restartsFor() {
        return states.stream().filter(OptionState::needsRestart).map(OptionState::name).toList();
    }
}
