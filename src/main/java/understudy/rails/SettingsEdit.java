package understudy.rails;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The smallest changes that point one database's settings elsewhere. Its own values are replaced where they stand; one that comes
 * from another group is not touched there, but given anew here, so that nobody else's settings change.
 */
final class SettingsEdit {

    private static final Set<String> PLACE = Set.of("host", "port", "socket");

    private final DatabaseSettings settings;
    private final YamlMapping mapping;
    private final String text;
    private final List<TextChange> changes = new ArrayList<>();
    private final List<String> added = new ArrayList<>();

    SettingsEdit(DatabaseSettings settings) {
        this.settings = settings;
        this.mapping = settings.mapping();
        this.text = settings.text();
    }

    /** @throws understudy.finding.Problem saying which line can't be changed safely */
    List<TextChange> pointedAt(SourceAddress wish) {
        settings.requireClear();
        Optional<Node> url = mapping.value("url");
        if (url.isPresent()) {
            return new UrlSetting(settings).changes(url.get(), wish);
        }
        set("host", wish.host(), style -> YamlValue.host(wish.host(), style));
        Optional<String> port = settings.plain("port");
        if (port.isPresent() || wish.port() != SourceAddress.USUAL_PORT) {
            set("port", Integer.toString(wish.port()), style -> YamlValue.port(wish.port(), style));
        }
        withoutSocket();
        if (!added.isEmpty()) {
            changes.add(mapping.flow() ? inBraces() : inLines());
        }
        return changes;
    }

    private void set(String key, String wanted, Function<ScalarStyle, String> form) {
        Optional<String> now = settings.plain(key);
        List<YamlEntry> own = mapping.all(key);
        if (own.isEmpty() && !now.filter(wanted::equals).isPresent()) {
            added.add(key + ": " + form.apply(ScalarStyle.PLAIN));
        }
        own.stream().filter(entry -> !entry.value().flatMap(raw -> settings.known(entry.node())).filter(wanted::equals).isPresent())
                .forEach(entry -> changes.add(replaced(entry, form)));
    }

    private TextChange replaced(YamlEntry entry, Function<ScalarStyle, String> form) {
        if (entry.alias()) {
            return new TextChange(entry.from(), entry.to(), form.apply(ScalarStyle.PLAIN));
        }
        if (entry.from() == entry.to()) {
            return TextChange.insertion(entry.from(), " " + form.apply(ScalarStyle.PLAIN));
        }
        requirePlain(entry);
        ScalarStyle style = entry.node() instanceof ScalarNode scalar ? scalar.getScalarStyle() : ScalarStyle.PLAIN;
        return new TextChange(entry.from(), entry.to(), form.apply(style));
    }

    private void requirePlain(YamlEntry entry) {
        if (entry.marked(text)) {
            throw settings.findings().unusual(entry.from(), entry.key(), "carries an anchor or a tag, so others may use it too");
        }
        if (!entry.compact() || text.substring(entry.start(), entry.to()).indexOf('\n') >= 0) {
            throw settings.findings().unusual(entry.from(), entry.key(), "isn't written on the line of its key");
        }
    }

    /** A socket is of no use to a client on another host, and some would prefer it to the host. */
    private void withoutSocket() {
        List<YamlEntry> own = mapping.all("socket").stream().filter(entry -> entry.value().isPresent()).toList();
        if (own.isEmpty() && mapping.value("socket").isPresent()) {
            added.add(mapping.flow() ? "socket: null" : "socket:");
        }
        own.forEach(entry -> {
            if (!entry.alias()) {
                requirePlain(entry);
            }
            changes.add(mapping.flow() || settings.inherits("socket") || !indent(entry).isBlank() && entry.start() > lineStart(entry)
                    ? new TextChange(entry.from(), entry.to(), "null") : TextChange.insertion(entry.start(), "# "));
        });
    }

    private TextChange inBraces() {
        int at = mapping.entries().isEmpty() ? settings.start(mapping.node()) + 1 : mapping.entries().getLast().to();
        return TextChange.insertion(at, (mapping.entries().isEmpty() ? "" : ", ") + String.join(", ", added));
    }

    private TextChange inLines() {
        YamlEntry neighbour = neighbour();
        int newline = text.indexOf('\n', neighbour.to());
        int end = newline < 0 ? text.length() : text.charAt(newline - 1) == '\r' ? newline - 1 : newline;
        boolean carriage = newline < 0 ? text.contains("\r\n") : end < newline;
        String before = (carriage ? "\r\n" : "\n") + indent(neighbour);
        return TextChange.insertion(end, before + String.join(before, added));
    }

    /** The entry behind which new lines go: near its like, and never before a {@code <<} that would win over them. */
    private YamlEntry neighbour() {
        List<YamlEntry> entries = mapping.entries();
        int merge = entries.stream().map(YamlEntry::merges).toList().lastIndexOf(true);
        List<YamlEntry> behind = entries.subList(Math.max(merge, 0), entries.size()).stream()
                .filter(entry -> (entry.compact() || entry.merges()) && indent(entry).isBlank()).toList();
        if (behind.isEmpty()) {
            throw settings.findings().unusual(settings.start(mapping.node()), settings.name(), "isn't written in lines that end with their values");
        }
        return behind.stream().filter(entry -> PLACE.contains(entry.key())).reduce((earlier, later) -> later).orElse(behind.getLast());
    }

    private int lineStart(YamlEntry entry) {
        return text.lastIndexOf('\n', entry.start() - 1) + 1;
    }

    private String indent(YamlEntry entry) {
        return text.substring(lineStart(entry), entry.start());
    }
}
