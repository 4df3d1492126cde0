package understudy.copy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.remote.RemoteCommand;
import understudy.remote.RunningCommand;

/**
 * Dumps on the source and loads on the replica at the same time, the panel between both with one buffer. No file anywhere.
 *
 * <p>The stream travels packed as fast as gzip can: the panel decrypts and encrypts each byte of it, and that costs more than
 * packing does, most of all on a panel whose JVM compiles lightly and so can't use the processor's own AES.
 *
 * <p>The input of the loader ends only after the dump has proven itself: until the dump command has ended well and its end mark
 * was seen, the pipe is closed but the copy isn't declared complete, so a cut dump is never taken for a whole one.
 */
final class StreamCopy implements CopyMethod {

    /** Statements of this length load a sixth faster than those of 4 MB: what the server parses stays in the processor's caches. */
    private static final String SHORT_STATEMENTS = "--net-buffer-length=64K";

    private static final Duration TO_END = Duration.ofMinutes(15);
    /** How long the other end may take to say why it went, when one broke off. */
    private static final Duration TO_EXPLAIN = Duration.ofSeconds(20);

    @Override
    public List<String> shown(CopyJob job) {
        return List.of(dump(job).printed() + " | ssh " + job.replica() + " " + load(job).printed());
    }

    private static RemoteCommand<String> dump(CopyJob job) {
        return RemoteCommand.pipe(List.of(job.dumper().dump(job.databases(), SHORT_STATEMENTS), List.of("gzip", "-1"))).asRootUser();
    }

    private static RemoteCommand<String> load(CopyJob job) {
        return RemoteCommand.pipe(List.of(List.of("gzip", "-dc"), job.loader().loader())).asRootUser();
    }

    @Override
    public DumpWatch copy(CopyJob job, Journal journal) {
        DumpWatch watch = new DumpWatch();
        try (GunzipWatch unpacked = new GunzipWatch(watch);
                RunningCommand load = job.to().start(load(job)); RunningCommand dump = job.from().start(dump(job))) {
            boolean broke = new Relay(job, journal, watch::bytes).carry(dump, load, unpacked::pass, job.estimatedBytes());
            if (broke) {
                // the load first: when it dies, the dump only suffers from it
                ended(load, TO_EXPLAIN, problem -> CopyFindings.loadFailed(job, problem));
            }
            ended(dump, TO_EXPLAIN, problem -> CopyFindings.dumpFailed(job, problem));
            if (broke || !unpacked.atEnd() || !watch.complete()) {
                throw CopyFindings.incomplete(job, watch.bytes());
            }
            ended(load, TO_END, problem -> CopyFindings.loadFailed(job, problem));
        } catch (IOException cut) {
            throw CopyFindings.incomplete(job, watch.bytes());
        }
        return watch;
    }

    private static void ended(RunningCommand command, Duration limit, java.util.function.Function<Problem, Problem> words) {
        try {
            command.await(limit);
        } catch (Problem problem) {
            throw words.apply(problem);
        }
    }

    @Override
    public void cleanUp(CopyJob job) {
        // leaves nothing: both ends end with their sessions
    }
}
