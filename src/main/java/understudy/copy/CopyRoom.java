package understudy.copy;

import java.util.Optional;

import understudy.finding.Finding;
import understudy.reach.Reach;
import understudy.topology.Hosts;

/** Whether there is room for a copy, on both disks. */
record CopyRoom(Reach reach, Hosts hosts) {

    private static final String FILES = "/var/lib";

    Optional<Finding> tooLittle(CopyData.Parameters p, UserDatabases held) {
        UserDatabases wanted = UserDatabases.of(reach.server(p.source()));
        long free = free(p.replica()) + held.bytes();
        // a fifth more: pages are never quite full
        long needed = wanted.bytes() + wanted.bytes() / 5;
        if (p.way() == CopyWay.CLASSIC) {
            long file = wanted.dataBytes() / 2;
            needed += file;
            long onSource = FreeDisk.at(reach.host(p.source()), FILES);
            if (onSource < file) {
                return Optional.of(finding(p.source(), file, onSource));
            }
        }
        return free < needed ? Optional.of(finding(p.replica(), needed, free)) : Optional.empty();
    }

    /** Free bytes where the data of the host's server lie. */
    long free(String host) {
        String directory = reach.server(host).variables("datadir").getOrDefault("datadir", FILES);
        return FreeDisk.at(reach.host(host), directory);
    }

    private static Finding finding(String host, long needed, long free) {
        return Finding.blocker("DiskTooSmall", host,
                "The copy needs about " + Amount.of(needed) + " on " + host + ", and " + Amount.of(free) + " are free.",
                "Make room on " + host + ", or give it a larger disk.");
    }
}
