package understudy.operation;

import java.util.regex.Pattern;

/** A step's stable stored name in kebab case, such as {@code close-server}; survives a rename of its class. */
public record StepName(String value) {

    private static final Pattern KEBAB = Pattern.compile("[a-z]+(-[a-z]+)*");

    public StepName {
        if (!KEBAB.matcher(value).matches()) {
            throw new IllegalArgumentException("a step's name is lower case words with hyphens: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
