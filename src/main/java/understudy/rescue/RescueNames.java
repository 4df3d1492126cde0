package understudy.rescue;

/**
 * How the files are called that a failover keeps.
 *
 * @param stamp of the failover
 */
record RescueNames(String cluster, String stamp, String from) {

    /** In the names of files with rows for a person to read. */
    static final String ROWS = ".rows";

    /** In the names of files whose transactions are all applied. */
    static final String APPLIED = ".applied";

    /** In the names of files that lack what couldn't be read. */
    static final String DAMAGED = ".damaged";

    private static final String FAILOVER = "failover-";

    /** What all files of one failover begin with. */
    static String stem(String stamp) {
        return FAILOVER + stamp + "-from-";
    }

    String stem() {
        return stem(stamp) + from;
    }

    /** Why a file of this name is kept. */
    static String meaning(String name) {
        if (!ofFailover(name)) {
            return "What only that server had; no other one carries it on";
        }
        return name.endsWith(APPLIED + ".sql") ? "Fetched and applied; kept for the record"
                : name.endsWith(ROWS + ".sql") ? "Could not be applied: the rows, for a person to read"
                : "Fetched in a failover; not everything of it is known to be applied";
    }

    /** Whether the panel has written below the text what it holds: text that is to be applied stays as it came. */
    static boolean summarised(String name) {
        return !ofFailover(name) || name.endsWith(ROWS + ".sql");
    }

    private static boolean ofFailover(String name) {
        return name.startsWith(FAILOVER) && name.contains("-from-");
    }

    /** A name that isn't taken. @param what before the ending, such as {@code .rows} */
    String next(KeptFiles kept, String what) {
        String name = stem(stamp) + from + what + ".sql";
        for (int number = 2; kept.find(cluster, name).isPresent(); number++) {
            name = stem(stamp) + from + "-" + number + what + ".sql";
        }
        return name;
    }
}
