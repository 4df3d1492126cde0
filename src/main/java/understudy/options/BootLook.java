package understudy.options;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.mysql.MyCnf;
import understudy.mysql.OptionFiles;
import understudy.remote.HostConnection;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * What the option files say of how a server starts; asks no server, so it tells of a stopped one too.
 *
 * @param files as they are
 * @param changed as they would be with the server starting closed
 * @param keptOpen variables that the server itself keeps as OFF, which wins over the files
 */
record BootLook(MyCnf files, MyCnf changed, List<String> keptOpen) {

    private static final List<String> CLOSING = List.of("read_only", "super_read_only");
    private static final String KEPT = "mysqld-auto.cnf";

    static BootLook at(Host host, HostConnection connection) {
        HostFacts facts = host.facts();
        if (facts == null) {
            throw new Problem(Finding.blocker("HostNotEnrolled", host.name(), "The panel doesn't know the server on " + host.name() + " yet.",
                    "Enrol the host first.").fixedBy("enrol-host"));
        }
        Dialect words = Dialect.of(facts.version(), host.name());
        String dataDir = facts.dataDir().replaceAll("/+$", "");
        OptionFiles disk = FetchedOptionFiles.fetch(connection, dataDir);
        MyCnf files = MyCnf.read(words.optionFiles(), words.version(), disk);
        String moved = files.setting("datadir").map(MyCnf.Setting::value).map(path -> path.replaceAll("/+$", ""))
                .filter(path -> path.startsWith("/")).orElse(dataDir);
        MyCnf changed = files;
        for (String name : CLOSING) {
            if (!on(files, name)) {
                changed = changed.with(name, "ON");
            }
        }
        return new BootLook(files, changed, keptOpen(disk.text(moved + "/" + KEPT).orElse("")));
    }

    /** @param kept the server's own file of values that {@code SET PERSIST} wrote */
    static List<String> keptOpen(String kept) {
        return CLOSING.stream().filter(name -> {
            Matcher value = Pattern.compile("\"" + name + "\"\\s*:\\s*\\{\\s*\"Value\"\\s*:\\s*\"([^\"]*)\"").matcher(kept);
            return value.find() && !OptionState.on(value.group(1));
        }).toList();
    }

    /** Whether the server starts closed. */
    boolean closed() {
        return CLOSING.stream().allMatch(name -> on(files, name)) && keptOpen.isEmpty();
    }

    private static boolean on(MyCnf files, String name) {
        // a switch without a value switches on
        return files.setting(name).filter(setting -> setting.value() == null || OptionState.on(setting.value())).isPresent();
    }

    String evidence() {
        String said = CLOSING.stream().map(name -> name + Optional.ofNullable(files.setting(name).orElse(null))
                .map(setting -> " = " + (setting.value() == null ? "ON" : setting.value()) + " in " + setting.path())
                .orElse(" isn't in the option files")).collect(Collectors.joining("; "));
        return keptOpen.isEmpty() ? said : said + "; kept on the server as OFF: " + String.join(", ", keptOpen);
    }
}
