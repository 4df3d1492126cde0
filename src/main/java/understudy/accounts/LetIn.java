package understudy.accounts;

import java.util.regex.Pattern;

/** Whether an account that is let in from here lets somebody in from there: a server compares the address, and the name that it finds for it. */
enum LetIn {

    YES, NO,

    /** It depends on the name that the server finds for the address, which only the server knows. */
    MAYBE;

    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    /** A name such as {@code fe1} consists of digits and a to f as well. */
    private static final Pattern PATTERN_OF_ADDRESSES = Pattern.compile("[0-9._%/\\\\]+|[0-9A-Fa-f:._%\\\\]*:[0-9A-Fa-f:._%\\\\]*");
    private static final Pattern MASKED = Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3})/((?:\\d{1,3}\\.){3}\\d{1,3}|\\d{1,2})");
    private static final int BITS = 32;

    /**
     * From which address somebody comes who connects over the network, never over a socket.
     *
     * @param pattern the account's host, such as {@code 192.168.178.%}
     * @param address an address, or a name, of which then little can be told
     */
    static LetIn from(String pattern, String address) {
        if (pattern.equals("%") || pattern.isEmpty() || pattern.equalsIgnoreCase(address)) {
            return YES;
        }
        if (pattern.equalsIgnoreCase("localhost") || pattern.equals("127.0.0.1") || pattern.equals("::1")) {
            return NO;
        }
        if (!ADDRESS.matcher(address).matches() || !PATTERN_OF_ADDRESSES.matcher(pattern).matches()) {
            return MAYBE;
        }
        if (MASKED.matcher(pattern).matches()) {
            return inNetwork(pattern, address) ? YES : NO;
        }
        return Like.matches(pattern, address) ? YES : NO;
    }

    private static boolean inNetwork(String pattern, String address) {
        if (address.contains(":")) {
            return false;
        }
        String[] parts = pattern.split("/");
        long mask = parts[1].contains(".") ? number(parts[1]) : -1L << BITS - Integer.parseInt(parts[1]) & 0xffffffffL;
        return (number(address) & mask) == number(parts[0]);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << Byte.SIZE | Integer.parseInt(part);
        }
        return number;
    }
}
