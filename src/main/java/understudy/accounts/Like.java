package understudy.accounts;

/** A pattern as the server's LIKE reads it: {@code %} for any text, {@code _} for any character, a backslash before one that is meant itself. */
final class Like {

    private final String pattern;
    private final String text;
    private int at;
    private int in;

    private Like(String pattern, String text) {
        this.pattern = pattern;
        this.text = text;
    }

    /** Steps at most as often as both are long, multiplied: the pattern comes from a server, which could lie. */
    static boolean matches(String pattern, String text) {
        return new Like(pattern, text).matches();
    }

    private boolean matches() {
        int any = -1;
        int from = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '%') {
                any = ++at;
                from = in;
            } else if (!one()) {
                if (any < 0) {
                    return false;
                }
                // only the last % takes more: what stands before it has matched already
                at = any;
                in = ++from;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '%') {
            at++;
        }
        return at == pattern.length();
    }

    /** Whether the next character is as the pattern wants it; then both go on. */
    private boolean one() {
        if (at == pattern.length()) {
            return false;
        }
        boolean meant = pattern.charAt(at) == '\\' && at + 1 < pattern.length();
        char wanted = pattern.charAt(meant ? at + 1 : at);
        boolean alike = !meant && wanted == '_' || Character.toLowerCase(wanted) == Character.toLowerCase(text.charAt(in));
        if (alike) {
            at += meant ? 2 : 1;
            in++;
        }
        return alike;
    }
}
