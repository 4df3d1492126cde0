package understudy.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a target is reached; never its secret. */
public sealed interface Way {

    /** The names that the contract has for the ways. */
    enum Kind { WEBHOOK, MAIL }

    Kind kind();

    /** What a person calls it: the address or the recipients. */
    String shown();

    /**
     * A signed HTTP POST.
     *
     * @param url http or https, without a name and password in it
     */
    record Webhook(String url) implements Way {

        @Override
        public Kind kind() {
            return Kind.WEBHOOK;
        }

        @Override
        public String shown() {
            return url;
        }
    }

    /**
     * A letter by SMTP.
     *
     * @param host of the mail server
     * @param port of the mail server
     * @param encryption of the line to it
     * @param user that the panel logs in as, or null for no login
     * @param from the sender's address
     * @param to the recipients' addresses
     */
    record Mail(String host, int port, Encryption encryption, @Nullable String user, String from, List<String> to) implements Way {

        public Mail {
            to = List.copyOf(to);
        }

        @Override
        public Kind kind() {
            return Kind.MAIL;
        }

        @Override
        public String shown() {
            return String.join(", ", to) + " through " + host;
        }
    }

    /** How the line to a mail server is protected. */
    enum Encryption {

        /** Begins in the open and must change to TLS before anything is said; usually port 587. */
        STARTTLS,

        /** TLS from the first byte; usually port 465. */
        TLS,

        /** None; a password is then only taken for a mail server on the panel's own machine. */
        NONE
    }
}
