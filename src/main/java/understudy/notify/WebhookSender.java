package understudy.notify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Component;

/**
 * POSTs a message with a signature that proves whose it is and when it was sent. Follows no redirect, so that only the address
 * that an admin gave is ever asked; says at most a few words of the answer.
 */
@Component
class WebhookSender {

    private static final String MAC = "HmacSHA256";

    private final NotifySettings settings;
    private final Clock clock;
    private final HttpClient http;

    WebhookSender(NotifySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout()).build();
    }

    Sent send(Way.Webhook way, String secret, Message message) {
        CompletableFuture<HttpResponse<String>> asked = http.sendAsync(request(way, secret, message), answer -> new FirstWords());
        try {
            return judged(asked.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException tooLong) {
            asked.cancel(true);
            return tooLate();
        } catch (ExecutionException failed) {
            // the request's own limit and ours end at the same moment; either may come first
            return failed.getCause() instanceof HttpTimeoutException ? tooLate()
                    : new Sent.Refused(reason(failed.getCause() == null ? failed : failed.getCause()));
        } catch (InterruptedException stopped) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new Sent.Refused("the panel was stopped meanwhile");
        }
    }

    private Sent tooLate() {
        return new Sent.Refused("no answer within " + settings.timeout().toSeconds() + " s");
    }

    private HttpRequest request(Way.Webhook way, String secret, Message message) {
        String body = message.json();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return HttpRequest.newBuilder(URI.create(way.url())).timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "understudy")
                .header("X-Understudy-Event-Id", message.id())
                .header("X-Understudy-Timestamp", timestamp)
                .header("X-Understudy-Signature", signature(secret, timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    /** HMAC-SHA256 over {@code timestamp.body} in hexadecimal: without the timestamp an old message could be sent again. */
    static String signature(String secret, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
            return HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Sent judged(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return new Sent.Delivered("answered " + status);
        }
        String more = status >= 300 && status < 400 ? ": a redirect, which is not followed" : answer.body().isEmpty() ? "" : ": " + answer.body();
        return new Sent.Refused("answered " + status + more);
    }

    private static String reason(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException) {
                return "its name can't be resolved";
            }
            if (at instanceof SSLException) {
                return "TLS failed: " + at.getMessage();
            }
        }
        return failure instanceof ConnectException ? "nothing listens there, or it can't be reached"
                : failure instanceof IOException && failure.getMessage() != null ? failure.getMessage() : failure.toString();
    }
}
