package understudy.notify;

/** How a try to deliver a message ended. */
sealed interface Sent {

    /** In short, for the list of targets. */
    String said();

    /** The other side took it. */
    record Delivered(String said) implements Sent {
    }

    /** It didn't, or couldn't be reached; {@code said} tells exactly why. */
    record Refused(String said) implements Sent {
    }
}
