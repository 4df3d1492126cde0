package understudy.notify;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Sends a message as a letter: plain text that can be read on a phone at night. */
@Component
class LetterSender {

    private static final int MOST_CHARACTERS = 300;

    private final NotifySettings settings;

    LetterSender(NotifySettings settings) {
        this.settings = settings;
    }

    /** @param password of the way's user, or null when there is none */
    Sent send(Way.Mail way, @Nullable String password, Message message) {
        try {
            sender(way, password).send(letter(way, message));
            return new Sent.Delivered("taken by " + way.host());
        } catch (MailAuthenticationException refused) {
            return new Sent.Refused("the mail server refuses the user or password: " + reason(refused));
        } catch (MailException failed) {
            return new Sent.Refused(reason(failed));
        }
    }

    private JavaMailSenderImpl sender(Way.Mail way, @Nullable String password) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(way.host());
        sender.setPort(way.port());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        if (way.user() != null) {
            sender.setUsername(way.user());
            sender.setPassword(password);
        }
        sender.setJavaMailProperties(properties(way, settings.timeout()));
        return sender;
    }

    private static Properties properties(Way.Mail way, Duration limit) {
        Properties properties = new Properties();
        String millis = Long.toString(limit.toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.auth", Boolean.toString(way.user() != null));
        // "required": a line on which somebody strips the offer of TLS gets no password
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(way.encryption() == Way.Encryption.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(way.encryption() == Way.Encryption.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(way.encryption() == Way.Encryption.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    private static SimpleMailMessage letter(Way.Mail way, Message message) {
        SimpleMailMessage letter = new SimpleMailMessage();
        letter.setFrom(way.from());
        letter.setTo(way.to().toArray(String[]::new));
        letter.setSubject("[Understudy] " + message.title());
        StringBuilder text = new StringBuilder(message.text()).append("\n\n");
        message.details().forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        letter.setText(text.append("at: ").append(message.at()).append("\nevent: ").append(message.event()).append(' ').append(message.id())
                .append("\n\nThe panel's pages show what is so now.\n").toString());
        return letter;
    }

    private static String reason(MailException failed) {
        Throwable deepest = failed;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        String words = deepest instanceof MessagingException || deepest.getMessage() != null ? String.valueOf(deepest.getMessage()) : deepest.toString();
        String line = words.replaceAll("\\s+", " ").strip();
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    }
}
