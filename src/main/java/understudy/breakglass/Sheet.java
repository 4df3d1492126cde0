package understudy.breakglass;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to promote by hand, for one cluster as it was at one moment. Holds no secret, so it may be printed and pinned to a wall.
 *
 * @param madeAt when; the roles in it are of then
 * @param source the declared source, or null when there was none
 * @param hosts a line a member
 * @param parts in the order in which they are done
 */
public record Sheet(String cluster, Instant madeAt, @Nullable String source, List<Line> hosts, List<Part> parts) {

    public Sheet {
        hosts = List.copyOf(hosts);
        parts = List.copyOf(parts);
    }

    /**
     * A member with what is needed to get there.
     *
     * @param role as declared
     * @param ssh the command that leads there
     * @param server address and port of its server, and its version
     * @param service what it is called on the host
     * @param files its option files, in the order in which they are read
     */
    public record Line(String host, String role, String ssh, String server, String service, String files) {
    }

    /** One thing to do. */
    public record Part(String title, List<Passage> passages) {

        public Part {
            passages = List.copyOf(passages);
        }
    }

    /**
     * Words, or something to type.
     *
     * @param words before it; one paragraph
     * @param host where it is typed, or null when nothing is
     * @param language of the code: sh for what a shell takes, text for the rest
     * @param code line by line; empty when there are only words
     */
    public record Passage(String words, @Nullable String host, String language, List<String> code) {

        public Passage {
            code = List.copyOf(code);
        }

        static Passage words(String words) {
            return new Passage(words, null, "text", List.of());
        }

        /** As it stands between the fences. */
        public String text() {
            return String.join("\n", code);
        }
    }

    /** The sheet as Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# Break-glass sheet of " + inline(cluster) + "\n\n" + "Made at " + madeAt + ". " + "Then "
                + (source == null ? "no host was the source" : inline(source) + " was the source") + ".\n\n");
        text.append("| host | part | how to get there | server | service | option files |\n| --- | --- | --- | --- | --- | --- |\n");
        hosts.forEach(line -> text.append("| ").append(List.of(line.host(), line.role(), line.ssh(), line.server(), line.service(), line.files())
                .stream().map(Sheet::inline).collect(Collectors.joining(" | "))).append(" |\n"));
        for (int i = 0; i < parts.size(); i++) {
            text.append("\n## ").append(i + 1).append(". ").append(inline(parts.get(i).title())).append("\n");
            parts.get(i).passages().forEach(passage -> passage(text, passage));
        }
        return text.toString();
    }

    private static void passage(StringBuilder text, Passage passage) {
        text.append('\n').append(inline(passage.words())).append('\n');
        if (!passage.code().isEmpty()) {
            text.append("\n```").append(passage.language()).append('\n').append(passage.text()).append("\n```\n");
        }
    }

    /** Text on one line, without what Markdown or HTML would take for markup. */
    private static String inline(String value) {
        return value.replace("\n", " ").replaceAll("([\\\\`*_<>\\[\\]#|])", "\\\\$1");
    }
}
