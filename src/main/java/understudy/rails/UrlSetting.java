package understudy.rails;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The {@code url:} of a database, which wins over {@code host} and {@code port} beside it. */
final class UrlSetting {

    private final DatabaseSettings settings;

    UrlSetting(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** @throws understudy.finding.Problem when its host can't be told */
    DatabaseUrl parsed(Node node) {
        String value = settings.known(node).orElse(YamlMerge.text(node));
        Optional<DatabaseUrl> url = DatabaseUrl.of(value);
        if (url.map(DatabaseUrl::hidden).orElse(ErbMask.hides(value))) {
            throw settings.fromElsewhere("url", node);
        }
        return url.orElseThrow(() -> settings.findings().unusual(settings.start(node), "url", "isn't the URL of a MySQL server"));
    }

    List<TextChange> changes(Node effective, SourceAddress wish) {
        DatabaseUrl url = parsed(effective);
        if (url.pointing().equals(new Pointing.Network(wish.host(), wish.port()))) {
            return List.of();
        }
        List<YamlEntry> own = settings.mapping().all("url");
        if (own.isEmpty()) {
            throw settings.findings().unusual(settings.start(effective), "url",
                    "belongs to a group that others use too, and it holds a password that the panel doesn't copy");
        }
        if (url.namesSocket()) {
            throw settings.findings().unusual(settings.start(effective), "url", "names a socket, which would win over the host");
        }
        return own.stream().map(entry -> change(entry, wish)).toList();
    }

    private TextChange change(YamlEntry entry, SourceAddress wish) {
        String raw = settings.text().substring(entry.from(), entry.to());
        int quote = entry.node() instanceof ScalarNode scalar && scalar.isPlain() ? 0 : 1;
        String inside = raw.length() >= 2 * quote ? raw.substring(quote, raw.length() - quote) : "";
        if (entry.alias() || entry.marked(settings.text()) || !entry.value().filter(inside::equals).isPresent()) {
            throw settings.findings().unusual(entry.from(), "url", "isn't written in one piece");
        }
        DatabaseUrl url = parsed(entry.node());
        int from = entry.from() + quote;
        return new TextChange(from + url.start(), from + url.end(), url.authority(wish));
    }
}
