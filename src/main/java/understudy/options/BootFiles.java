package understudy.options;

import java.util.Optional;
import understudy.mysql.Dialect;
import understudy.mysql.MyCnf;
import understudy.remote.HostConnection;

/** What a server is started with, told from its option files alone: for one that doesn't answer. */
public final class BootFiles {

    private final Dialect words;
    private final MyCnf files;

    private BootFiles(Dialect words, MyCnf files) {
        this.words = words;
        this.files = files;
    }

    /** Reads them, in one round trip where they lie in the usual places. */
    public static BootFiles read(HostConnection host, Dialect words, String dataDir) {
        return new BootFiles(words, MyCnf.read(words.optionFiles(), words.version(), FetchedOptionFiles.fetch(host, dataDir)));
    }

    /** What the files say of a variable; empty when they don't mention it, or give it no value. */
    public Optional<String> value(String variable) {
        return files.setting(variable, words.otherNames(variable)).map(MyCnf.Setting::value);
    }
}
