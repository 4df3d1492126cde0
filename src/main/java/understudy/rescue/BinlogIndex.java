package understudy.rescue;

import java.util.ArrayList;
import java.util.List;
import understudy.fence.ServerPlace;
import understudy.mysql.Dialect;
import understudy.options.BootFiles;
import understudy.remote.HostConnection;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * Where a server's list of its binary log may be. What the server itself said last comes first: an index that an admin left behind
 * when he moved the files would show a log that ends before the last transactions.
 *
 * @param dataDir the directory that relative entries start from
 * @param likely paths, the likeliest first; after them come the server's own usual names
 */
record BinlogIndex(String dataDir, List<String> likely) {

    static BinlogIndex of(HostConnection connection, Host host, ServerPlace place) {
        HostFacts facts = host.facts();
        BootFiles boot = BootFiles.read(connection, Dialect.of(facts == null ? "" : facts.version(), host.name()),
                ServerPlace.enrolled(host));
        String moved = boot.value("datadir").map(ServerPlace::plain).filter(path -> path.startsWith("/"))
                .orElseGet(() -> ServerPlace.enrolled(host));
        String dataDir = place.dataDir().isEmpty() ? moved : place.dataDir();
        List<String> likely = new ArrayList<>();
        if (!place.binaryLog().isEmpty()) {
            likely.add(place.binaryLog() + ".index");
        }
        boot.value("log_bin_index").ifPresent(path -> likely.add(absolute(path, dataDir)));
        boot.value("log_bin").filter(path -> !path.isEmpty()).ifPresent(path -> likely.add(index(absolute(path, dataDir))));
        return new BinlogIndex(dataDir, likely);
    }

    private static String absolute(String path, String dataDir) {
        return path.startsWith("/") ? path : dataDir + "/" + path;
    }

    /** The server takes an extension off the base name. */
    private static String index(String base) {
        int dot = base.indexOf('.', base.lastIndexOf('/'));
        return (dot < 0 ? base : base.substring(0, dot)) + ".index";
    }
}
