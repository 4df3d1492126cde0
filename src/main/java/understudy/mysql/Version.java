package understudy.mysql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's version, comparable: major, minor, patch. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

    private static final Pattern LEADING = Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\.(\\d+)");

    /**
     * Reads the leading three numbers of what {@code SELECT VERSION()} answers, such as {@code 9.7.4-2} or
     * {@code 5.5.5-10.11.18-MariaDB-0+deb12u1}.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static Version of(String text) {
        Matcher matcher = LEADING.matcher(text);
        if (!matcher.lookingAt()) {
            throw new IllegalArgumentException("not a server version: " + text);
        }
        return new Version(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    public boolean isAtLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        return compareTo(new Version(wantedMajor, wantedMinor, wantedPatch)) >= 0;
    }

    @Override
    public int compareTo(Version other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = Integer.compare(minor, other.minor);
        return byMajor != 0 ? byMajor : byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
