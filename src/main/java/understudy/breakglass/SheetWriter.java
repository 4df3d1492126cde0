package understudy.breakglass;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import understudy.breakglass.Sheet.Part;
import understudy.breakglass.Sheet.Passage;
import understudy.mysql.Dialect;
import understudy.routing.RoutesByHand.Lead;

/** Writes the parts of a sheet, in the order in which they keep data safe: fence, compare, execute, open, and only then the rest. */
final class SheetWriter {

    private static final String WAIT_SECONDS = "3600";

    private final String cluster;
    private final @Nullable HostWords source;
    private final List<HostWords> replicas;
    private final Following following;

    /** Who has to follow to the new source. */
    interface Following {

        /** Everything that is declared to be led to this replica, in its order; empty where nothing is. */
        List<Lead> to(String replica);

        /** How to get to a host that may be no member; empty for one that isn't known. */
        Optional<HostWords> host(String name);
    }

    /** @param source the old source, or null when none is declared */
    SheetWriter(String cluster, @Nullable HostWords source, List<HostWords> replicas, Following following) {
        this.cluster = cluster;
        this.source = source;
        this.replicas = replicas;
        this.following = following;
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>(List.of(before()));
        if (source != null) {
            parts.add(fence(source));
        }
        parts.add(compare());
        for (HostWords replica : replicas) {
            parts.addAll(promotion(replica));
        }
        parts.addAll(following());
        if (source != null) {
            parts.add(afterwards(source));
        }
        return parts;
    }

    private Part before() {
        List<Passage> passages = new ArrayList<>();
        passages.add(Passage.words("This sheet is for the night on which the panel is gone as well. While the panel runs, use its button: it does all of this, "
                + "faster, and saves what the old source hadn't sent."));
        if (source != null) {
            passages.add(Passage.words("First try the cheap way. If the host " + source.name() + " answers (" + source.ssh() + ") and only its server is down, start "
                    + "it there: " + source.serviceCommand("start") + ". If it comes up and stays up, everything goes on by itself, nothing is lost, and you are done."));
        }
        passages.add(Passage.words("Do the parts in their order. If a part doesn't end as it says, stop there: an hour of outage costs less than two servers that both took writes."));
        return new Part("Before you begin", passages);
    }

    private static Part fence(HostWords old) {
        List<String> lines = new ArrayList<>(List.of(old.serviceCommand("stop")));
        lines.addAll(List.of(old.endProcess()));
        lines.addAll(List.of(old.bootClosed()));
        return new Part("Make sure that " + old.name() + " is off", List.of(
                Passage.words("This comes before anything else is opened. If " + old.name() + " still takes writes, or takes them again when it wakes up, they are lost, "
                        + "or worse: mixed."),
                old.shell("If its host answers, stop the server, see that it is off, and let it refuse writes should it start again:", lines.toArray(String[]::new)),
                Passage.words("If its host doesn't answer: switch the machine off (at the machine, by its remote console, or at the provider), or pull its network cable. Not seeing it "
                        + "is no proof that it is off. Don't go on before one of these is done, and keep its disk: what it hadn't sent is only there.")));
    }

    private Part compare() {
        List<Passage> passages = new ArrayList<>();
        for (HostWords replica : replicas) {
            Dialect words = replica.dialect();
            passages.add(replica.sql("How far is " + replica.name() + "?", words.stopReceiver(), words.showReplicaStatus(), words.selectGtidExecuted()));
        }
        passages.add(Passage.words(replicas.size() == 1
                ? "Write down Retrieved_Gtid_Set and the executed set. There is only this one replica, so it is the new source."
                : "What a replica has received is its Retrieved_Gtid_Set together with its executed set. The one whose numbers go furthest is the new source; "
                        + "if you can't see it at a glance, ask any of the servers: SELECT GTID_SUBSET('one set', 'the other set') is 1 when the other has all of it. Follow the "
                        + "parts below for that replica only."));
        return new Part("See which replica has received the most", passages);
    }

    private List<Part> promotion(HostWords chosen) {
        Dialect words = chosen.dialect();
        String only = replicas.size() == 1 ? "" : " (only if it has received the most)";
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("Let " + chosen.name() + " execute what it has received" + only, List.of(
                chosen.sql("It may take as long as it is behind. Go on when the outcome is 0; 1 means that an hour was not enough, so repeat it. If it stops with an error, "
                        + "read Last_SQL_Error in the status above first.", words.startReplica(), words.waitForReceived().replace("?", WAIT_SECONDS)))));
        parts.add(new Part("Open " + chosen.name() + only, List.of(
                chosen.sql("From here on there is no way back: " + chosen.name() + " becomes the source.", words.stopReplica(), words.openForWrites(), words.forgetSource(),
                        "SELECT @@GLOBAL.read_only, @@GLOBAL.super_read_only"),
                Passage.words("Both must be 0."),
                chosen.shell("It would be closed again after a restart. Take that out of its option files (the old ones stay beside them, ending in .before-break-glass):",
                        chosen.bootOpen()))));
        others(chosen).ifPresent(parts::add);
        return parts;
    }

    private Optional<Part> others(HostWords chosen) {
        List<Passage> passages = replicas.stream().filter(replica -> replica != chosen).map(replica -> {
            Dialect words = replica.dialect();
            return replica.sql("On " + replica.name() + ":", words.stopReplica(), words.repoint(chosen.address(), chosen.port()), words.startReplica(),
                    words.showReplicaStatus());
        }).toList();
        return passages.isEmpty() ? Optional.empty() : Optional.of(new Part("Let the others follow " + chosen.name(), Stream.concat(passages.stream(),
                Stream.of(Passage.words("Replica_IO_Running and Replica_SQL_Running must be Yes. One that can't follow can wait until the panel is back; the application can't."))).toList()));
    }

    /** What is declared; where nothing is, what most applications need. */
    private List<Part> following() {
        List<Part> parts = replicas.stream().flatMap(replica -> led(replica).stream()).toList();
        return parts.isEmpty() ? List.of(application()) : parts;
    }

    private Optional<Part> led(HostWords chosen) {
        List<Passage> passages = new ArrayList<>(following.to(chosen.name()).stream().flatMap(lead -> passages(lead).stream()).toList());
        if (passages.isEmpty()) {
            return Optional.empty();
        }
        passages.add(Passage.words("Then save something in the application itself: that is the proof."));
        return Optional.of(new Part("Lead everybody to " + chosen.name() + (replicas.size() == 1 ? "" : " (only if it is the new source)"), passages));
    }

    private List<Passage> passages(Lead lead) {
        List<Passage> passages = new ArrayList<>();
        String title = Character.toUpperCase(lead.title().charAt(0)) + lead.title().substring(1);
        if (!lead.how().isEmpty()) {
            passages.add(Passage.words(title + ". " + lead.how()));
        }
        lead.commands().forEach(command -> {
            String words = title + (command.remark().isEmpty() ? "" : ": " + command.remark()) + ".";
            Optional<HostWords> where = Optional.ofNullable(command.host()).flatMap(following::host);
            passages.add(where.isPresent() ? where.get().shell(words, command.line())
                    : new Passage(words, null, "sh", List.of("# on " + (command.host() == null ? "the panel's machine, or where else that program lies" : command.host()),
                            command.line())));
        });
        return passages;
    }

    private Part application() {
        List<Passage> passages = new ArrayList<>();
        List<String> addresses = replicas.stream().map(replica -> "  host: " + replica.address() + "   # " + replica.name()
                + (replicas.size() == 1 ? "" : ", if it is the new source")).toList();
        List<String> yml = new ArrayList<>(List.of("production:"));
        yml.addAll(addresses);
        yml.add("  port: " + replicas.getFirst().port());
        String path = Stream.concat(Stream.ofNullable(source), replicas.stream()).map(HostWords::databaseYml).filter(Objects::nonNull).findFirst()
                .orElse("shared/config/database.yml of the application");
        passages.add(new Passage("In " + path + ", on each machine that runs the application; user, password and database stay as they are:", null, "yaml", yml));
        passages.add(Passage.words("Then restart it (touch tmp/restart.txt in its directory), and save something in the application itself: that is the proof."));
        return new Part("Point the application to the new source", passages);
    }

    private Part afterwards(HostWords old) {
        return new Part("Later, by day: the panel, and " + old.name(), List.of(
                Passage.words("Start the panel before " + old.name() + " gets its network back, and put it right first: it still believes that " + old.name() + " is the source. "
                        + "Write down what its pages Routes and Policy say. Forget the cluster " + cluster + " there (that touches no server) and make it again with the new "
                        + "source, by discovery."),
                Passage.words("Its routes are forgotten with it: declare them again on the page Routes. Until then the next promotion changes the databases alone, "
                        + "and the application stays with the server that it uses now."),
                Passage.words("Don't let the application near " + old.name() + ", and don't open it. Add it as a replica in the panel, which compares what only it has, keeps that as a file, "
                        + "and copies the data again where it must."),
                Passage.words("Then make a new sheet: in this one the roles are no longer right.")));
    }
}
