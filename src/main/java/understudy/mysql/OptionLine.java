package understudy.mysql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of an option file, read as the server reads it.
 *
 * @param kind what it is
 * @param name the option's name in the form of variables, the section's name, or the path of an include; empty for other lines
 * @param value an option's value without quotes; null where the line gives none
 */
record OptionLine(Kind kind, String name, @Nullable String value) {

    enum Kind { SECTION, OPTION, COMMENTED_OPTION, INCLUDE, INCLUDE_DIRECTORY, OTHER }

    /** Marker, name, the equals sign with its blanks, value with quotes, what follows. */
    private static final Pattern OPTION = Pattern.compile(
            "(?<lead>\\s*)(?<mark>[#;]+[ \\t]*)?(?<name>[A-Za-z][\\w-]*)(?:(?<equals>\\s*=[ \\t]*)(?<value>"
                    + "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|[^#\\r\\n]*?))?(?<tail>[ \\t]*(?:#[^\\r\\n]*)?[\\r\\n]*)");
    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([^\\]]*?)\\s*\\].*", Pattern.DOTALL);
    private static final Pattern INCLUDE = Pattern.compile("\\s*!include(dir)?[ \\t]+(\\S.*?)\\s*");

    private static final OptionLine NOTHING = new OptionLine(Kind.OTHER, "", null);

    static OptionLine read(String line) {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            return new OptionLine(Kind.SECTION, section.group(1), null);
        }
        Matcher include = INCLUDE.matcher(line);
        if (include.matches()) {
            Kind kind = include.group(1) == null ? Kind.INCLUDE : Kind.INCLUDE_DIRECTORY;
            return new OptionLine(kind, include.group(2), null);
        }
        Matcher option = OPTION.matcher(line);
        if (option.matches()) {
            Kind kind = option.group("mark") == null ? Kind.OPTION : Kind.COMMENTED_OPTION;
            return new OptionLine(kind, canonical(option.group("name")), plain(option.group("value")));
        }
        return NOTHING;
    }

    /** The line with this value, everything else as it stands; a commented one takes effect. */
    static String withValue(String line, String optionName, String newValue) {
        Matcher option = OPTION.matcher(line);
        if (!option.matches()) {
            throw new IllegalArgumentException("not an option: " + line.strip());
        }
        boolean sameName = strict(canonical(option.group("name"))).equals(optionName);
        String equals = option.group("equals") == null || !sameName ? " = " : option.group("equals");
        String name = sameName ? option.group("name") : optionName;
        return option.group("lead") + name + equals + quoted(newValue) + option.group("tail");
    }

    /** Whether a line's name sets this variable, perhaps to the contrary. */
    boolean sets(String variable) {
        return isOption(name, variable);
    }

    /** Whether it switches the variable off by its form, such as {@code skip-log-bin}. */
    boolean switchesOff(String variable) {
        return isOption(name, variable) && !strict(name).equals(variable) && !strict(name).startsWith("enable_");
    }

    private static String strict(String name) {
        return name.startsWith("loose_") ? name.substring(6) : name;
    }

    private static boolean isOption(String name, String variable) {
        String strict = strict(name);
        return strict.equals(variable) || strict.equals("skip_" + variable) || strict.equals("disable_" + variable)
                || strict.equals("enable_" + variable);
    }

    static String canonical(String name) {
        return name.replace('-', '_').toLowerCase(Locale.ROOT);
    }

    private static @Nullable String plain(@Nullable String value) {
        if (value == null) {
            return null;
        }
        boolean inQuotes = value.length() >= 2 && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(value.length() - 1) == value.charAt(0);
        String inner = inQuotes ? value.substring(1, value.length() - 1) : value.strip();
        return inner.replace("\\s", " ").replace("\\\\", "\\");
    }

    static String quoted(String value) {
        if (value.chars().anyMatch(character -> character < ' ') || value.indexOf('"') >= 0) {
            throw new IllegalArgumentException("can't be written to an option file: a value with a line end or a quote");
        }
        boolean plain = !value.isEmpty() && value.matches("[\\w./:*,+%@-]+");
        return plain ? value : "\"" + value.replace("\\", "\\\\") + "\"";
    }
}
