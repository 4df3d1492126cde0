package understudy.copy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;

import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.remote.RunningCommand;

/**
 * The documents' way: dump to a compressed file on the source, bring it over, load it. The files lie in a directory that only
 * root can read and are removed in the end, after a failure, and before the next try when the panel was killed.
 */
final class ClassicCopy implements CopyMethod {

    /** Not under /tmp: others could put something in its place there. */
    static final String DIRECTORY = "/var/lib/understudy-copy";
    static final String FILE = DIRECTORY + "/dump.sql.gz";

    private static final Duration TO_END = Duration.ofMinutes(15);
    private static final Duration PART = Duration.ofHours(24);
    private static final Duration LOOK = Duration.ofMillis(500);

    @Override
    public List<String> shown(CopyJob job) {
        return List.of(dump(job).printed(), endOfFile().printed(),
                read().printed() + " | ssh " + job.replica() + " " + write().printed(),
                load(job).printed(), remove().printed());
    }

    private static RemoteCommand<String> dump(CopyJob job) {
        return RemoteCommand.pipe(List.of(job.dumper().dump(job.databases()), List.of("gzip"), writeFile())).asRootUser();
    }

    private static RemoteCommand<String> load(CopyJob job) {
        return RemoteCommand.pipe(List.of(List.of("gzip", "-dc", FILE), job.loader().loader())).asRootUser();
    }

    private static RemoteCommand<String> endOfFile() {
        return RemoteCommand.pipe(List.of(List.of("gzip", "-dc", FILE), List.of("tail", "-c", "200"))).asRootUser()
                .within(PART);
    }

    private static RemoteCommand<String> read() {
        return RemoteCommand.of("cat", FILE).asRootUser();
    }

    private static RemoteCommand<String> write() {
        return RemoteCommand.of(writeFile()).asRootUser();
    }

    private static List<String> writeFile() {
        // keeps the mode of the file, which was made for root alone
        return List.of("dd", "of=" + FILE, "bs=1M", "iflag=fullblock", "status=none");
    }

    private static RemoteCommand<String> remove() {
        return RemoteCommand.of("rm", "-rf", "--", DIRECTORY).asRootUser();
    }

    private static void makeRoom(HostConnection host) {
        host.run(RemoteCommand.of("install", "-d", "-m", "700", DIRECTORY).asRootUser());
        host.run(RemoteCommand.of("install", "-m", "600", "/dev/null", FILE).asRootUser());
    }

    private static long size(HostConnection host) {
        return Long.parseLong(host.run(RemoteCommand.of("stat", "-c", "%s", FILE).asRootUser()).strip());
    }

    @Override
    public DumpWatch copy(CopyJob job, Journal journal) {
        try {
            DumpWatch copied = copied(job, journal);
            cleanUp(job);
            return copied;
        } catch (RuntimeException failed) {
            try {
                cleanUp(job);
            } catch (RuntimeException left) {
                // the first failure is the one to mend; the next try cleans up before it begins
                failed.addSuppressed(left);
            }
            throw failed;
        }
    }

    private static DumpWatch copied(CopyJob job, Journal journal) {
        makeRoom(job.from());
        makeRoom(job.to());
        journal.say("dumping to " + FILE + " on " + job.source());
        run(job, journal, job.from(), dump(job), () -> size(job.from()), p -> CopyFindings.dumpFailed(job, p));
        requireEnd(job);
        journal.say("bringing " + Amount.of(size(job.from())) + " over to " + job.replica());
        DumpWatch watch = transfer(job, journal);
        journal.say("loading on " + job.replica());
        run(job, journal, job.to(), load(job), () -> watch.bytes(), p -> CopyFindings.loadFailed(job, p));
        return watch;
    }

    private static void requireEnd(CopyJob job) {
        String end = job.from().run(endOfFile());
        if (!end.contains("-- Dump completed")) {
            throw CopyFindings.incomplete(job, size(job.from()));
        }
    }

    private static DumpWatch transfer(CopyJob job, Journal journal) {
        DumpWatch watch = new DumpWatch();
        try (GunzipWatch unpacked = new GunzipWatch(watch);
                RunningCommand write = job.to().start(write()); RunningCommand read = job.from().start(read())) {
            boolean broke = new Relay(job, journal).carry(read, write, unpacked::pass, size(job.from()));
            read.await(TO_END);
            write.await(TO_END);
            if (broke || !unpacked.atEnd() || !watch.complete() || size(job.from()) != size(job.to())) {
                throw CopyFindings.incomplete(job, watch.bytes());
            }
        } catch (IOException notGzip) {
            throw CopyFindings.incomplete(job, watch.bytes());
        }
        return watch;
    }

    /** Runs a long command to its end, telling how far it is, and ends it when the admin cancels. */
    private static void run(CopyJob job, Journal journal, HostConnection host, RemoteCommand<String> command,
            LongSupplier done, Function<Problem, Problem> words) {
        try (RunningCommand running = host.start(command);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            running.stdin().close();
            Future<?> end = threads.submit(() -> running.await(PART));
            while (!end.isDone()) {
                if (journal.cancelled()) {
                    running.close();
                    throw CopyFindings.cancelled(job);
                }
                Thread.sleep(LOOK);
                journal.progress(done.getAsLong(), null);
            }
            end.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Problem problem ? words.apply(problem) : new IllegalStateException(failed);
        } catch (IOException closed) {
            throw words.apply(CopyFindings.stalled(job));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CopyFindings.cancelled(job);
        }
    }

    @Override
    public void cleanUp(CopyJob job) {
        job.from().run(remove());
        job.to().run(remove());
    }
}
