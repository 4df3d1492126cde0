package understudy.rails;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/** A value in the form in which it may stand in YAML, so that every reader takes it for a text. */
final class YamlValue {

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null");

    private YamlValue() {
    }

    static String host(String host, ScalarStyle style) {
        return switch (style) {
            case SINGLE_QUOTED -> "'" + host + "'";
            case DOUBLE_QUOTED -> "\"" + host + "\"";
            default -> plain(host) ? host : "\"" + host + "\"";
        };
    }

    static String port(int port, ScalarStyle style) {
        return switch (style) {
            case SINGLE_QUOTED -> "'" + port + "'";
            case DOUBLE_QUOTED -> "\"" + port + "\"";
            default -> Integer.toString(port);
        };
    }

    private static boolean plain(String host) {
        return ADDRESS.matcher(host).matches() || NAME.matcher(host).matches() && !WORD.matcher(host).matches();
    }
}
