package understudy.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.rails.DatabaseYml;
import understudy.rails.Edit;
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

    ApplicationEdits(String hostName, Application application, Set<String> databases, SourceAddress target) {
        this.hostName = hostName;
        this.application = application;
        this.databases = databases;
        this.target = target;
    }

    /**
     * One file.
     *
     * @param content as it was read; empty where it couldn't be
     * @param edit what has to become of it
     * @param users the accounts with which it logs in
     */
    record FileEdit(String path, byte[] content, Edit edit, List<String> users) {

        Optional<Edit.Changed> changed() {
            return edit instanceof Edit.Changed change ? Optional.of(change) : Optional.empty();
        }

        Optional<Finding> refused() {
            return edit instanceof Edit.Refused not ? Optional.of(not.finding()) : Optional.empty();
        }
    }

    /** All of them, in the application's order. */
    List<FileEdit> at(HostConnection host) {
        return application.databaseYml().stream().map(path -> edit(host, path)).toList();
    }

    /** The changes among these for people; empty when there are none. */
    static String difference(List<FileEdit> edits) {
        return edits.stream().map(FileEdit::changed).flatMap(Optional::stream).map(Edit.Changed::difference).collect(Collectors.joining("\n"));
    }

    private FileEdit edit(HostConnection host, String path) {
        try {
            byte[] content = read(host, path);
            DatabaseYml file = DatabaseYml.of(path, content);
            Edit edit = file.pointedAt(application.group(), databases, target);
            return new FileEdit(path, content, edit instanceof Edit.Refused refused ? new Edit.Refused(refused.finding().on(hostName)) : edit,
                    file.users(application.group(), databases));
        } catch (HostUnreachable | CommandTimedOut away) {
            throw away;
        } catch (Problem refused) {
            return new FileEdit(path, new byte[0], new Edit.Refused(refused.finding().on(hostName)), List.of());
        }
    }

    private byte[] read(HostConnection host, String path) {
        return host.run(ApplicationFiles.read(path)).orElseThrow(() -> new Problem(Finding.blocker("DatabaseYmlMissing", hostName,
                "There is no file " + path + " on " + hostName + ".", "Correct the application's files on the page of " + hostName + ".")));
    }
}
