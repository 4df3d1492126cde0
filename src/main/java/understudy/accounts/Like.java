package understudy.accounts;

import java.util.regex.Pattern;

/** A pattern as the server's LIKE reads it: {@code %} for any text, {@code _} for any character, a backslash before one that is meant itself. */
final class Like {

    private Like() {
    }

    static boolean matches(String pattern, String text) {
        StringBuilder form = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            boolean meant = c == '\\' && at + 1 < pattern.length();
            at += meant ? 1 : 0;
            form.append(!meant && c == '%' ? ".*" : !meant && c == '_' ? "." : Pattern.quote(Character.toString(pattern.charAt(at))));
        }
        return Pattern.compile(form.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL).matcher(text).matches();
    }
}
