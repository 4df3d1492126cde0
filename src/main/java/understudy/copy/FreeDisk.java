package understudy.copy;

import java.util.List;

import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/** How much room a host's disk has, asked now. */
final class FreeDisk {

    private FreeDisk() {
    }

    /** Free bytes on the file system that holds this path. */
    static long at(HostConnection host, String path) {
        List<String> words = List.of("df", "--output=avail", "-B1", "--", path);
        return host.run(RemoteCommand.of(words).asRootUser().answering(answer -> read(answer.stdout())));
    }

    static long read(String answer) {
        return Long.parseLong(answer.strip().lines().reduce((first, last) -> last).orElseThrow().strip());
    }
}
