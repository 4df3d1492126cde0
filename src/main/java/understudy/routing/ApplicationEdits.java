package understudy.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.rails.DatabaseYml;
import understudy.rails.Edit;
import understudy.rails.EnvironmentFile;
import understudy.rails.RailsFiles;
import understudy.rails.Servers;
import understudy.rails.SourceAddress;
import understudy.remote.CommandTimedOut;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;

/** How the files of an application on a host would have to change to name a server. Reads only. */
final class ApplicationEdits {

    private final String hostName;
    private final Application application;
    private final Set<String> databases;
    private final SourceAddress target;
    private final Servers servers;

    /** @param servers between which it is led, the target among them */
    ApplicationEdits(String hostName, Application application, Set<String> databases, SourceAddress target, Servers servers) {
        this.hostName = hostName;
        this.application = application;
        this.databases = databases;
        this.target = target;
        this.servers = servers;
    }

    /** One file. @param content as it was read; empty where it couldn't be @param edit what has to become of it */
    record FileEdit(String path, byte[] content, Edit edit) {

        Optional<Edit.Changed> changed() {
            return edit instanceof Edit.Changed change ? Optional.of(change) : Optional.empty();
        }

        Optional<Finding> refused() {
            return edit instanceof Edit.Refused not ? Optional.of(not.finding()) : Optional.empty();
        }
    }

    /**
     * All files that count.
     *
     * @param files the file of variables first, where one of those counts, then the others in the application's order
     * @param users the accounts with which it logs in, as far as the files say them
     */
    record Edits(List<FileEdit> files, List<String> users) {

        /** The changes for people; empty when there are none. */
        String difference() {
            return files.stream().map(FileEdit::changed).flatMap(Optional::stream).map(Edit.Changed::difference).collect(Collectors.joining("\n"));
        }

        List<String> paths() {
            return files.stream().map(FileEdit::path).toList();
        }

        Optional<Finding> refused() {
            return files.stream().map(FileEdit::refused).flatMap(Optional::stream).findFirst();
        }
    }

    /** Reads them all, and then says what has to become of each. */
    Edits at(HostConnection host) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        List<FileEdit> files = new ArrayList<>();
        Map<String, DatabaseYml> readable = new LinkedHashMap<>();
        for (String path : application.databaseYml()) {
            refusing(path, files, () -> readable.put(path, DatabaseYml.of(path, read(host, path, contents))));
        }
        EnvironmentFile[] variables = new EnvironmentFile[1];
        String named = application.variables();
        if (named != null) {
            refusing(named, files, () -> variables[0] = EnvironmentFile.of(named, read(host, named, contents), servers, application.holds(named)));
        }
        RailsFiles all = new RailsFiles(readable, variables[0], application.group(), databases);
        RailsFiles.Edits edits = all.pointedAt(target);
        if (named != null && edits.environment() != null) {
            files.addFirst(file(named, contents, takenUp(host, named, edits.environment())));
        }
        edits.files().forEach((path, edit) -> files.add(file(path, contents, edit)));
        return new Edits(List.copyOf(files), all.users());
    }

    /** A file that can't be read is refused, and the others are looked at; a host that gives no answer is another matter. */
    private void refusing(String path, List<FileEdit> files, Runnable reading) {
        try {
            reading.run();
        } catch (HostUnreachable | CommandTimedOut away) {
            throw away;
        } catch (Problem refused) {
            files.add(new FileEdit(path, new byte[0], new Edit.Refused(refused.finding().on(hostName))));
        }
    }

    private FileEdit file(String path, Map<String, byte[]> contents, Edit edit) {
        return new FileEdit(path, contents.getOrDefault(path, new byte[0]),
                edit instanceof Edit.Refused refused ? new Edit.Refused(refused.finding().on(hostName)) : edit);
    }

    /** What is read at a login alone no restart takes up; and where all files count, no copy may lie. */
    private Edit takenUp(HostConnection host, String path, Edit edit) {
        if (path.startsWith("/etc/nginx/sites-enabled/")) {
            return new Edit.Refused(Finding.blocker("VariablesBesideOthers", hostName, "nginx reads every file beside " + path
                    + ", so a copy of it would count too.", "Name the file in sites-available to which it leads, on the page of " + hostName + "."));
        }
        if (path.equals("/etc/environment") || path.startsWith("/etc/profile")) {
            return new Edit.Refused(Finding.blocker("VariablesOfLogins", hostName, path + " is read when somebody logs in, not when the application starts.",
                    "Set the variables in a file that its service or its web server reads, or let database.yml say it; or use a hook."));
        }
        return edit instanceof Edit.Refused ? edit
                : new VariablesFile(hostName, application, path).notTakenUp(host).<Edit>map(Edit.Refused::new).orElse(edit);
    }

    private byte[] read(HostConnection host, String path, Map<String, byte[]> contents) {
        byte[] content = host.run(ApplicationFiles.read(path)).orElseThrow(() -> new Problem(Finding.blocker("DatabaseYmlMissing", hostName,
                "There is no file " + path + " on " + hostName + ".", "Correct the application's files on the page of " + hostName + ".")));
        contents.put(path, content);
        return content;
    }
}
