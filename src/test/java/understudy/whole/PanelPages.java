package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A visitor of the pages without scripts: gets them, and sends their forms. */
final class PanelPages {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final PanelProcess panel;
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL).build();

    PanelPages(PanelProcess panel) {
        this.panel = panel;
    }

    String get(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(panel.uri(path)).GET().build());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** Sends a form that stands on a page, and returns the page after it, whatever its status. */
    String submit(String page, String action, Map<String, String> fields) {
        Matcher token = FORM_TOKEN.matcher(get(page));
        assertThat(token.find()).as("a form on %s", page).isTrue();
        String body = "_csrf=" + encoded(token.group(1)) + fields.entrySet().stream()
                .map(field -> "&" + encoded(field.getKey()) + "=" + encoded(field.getValue())).collect(Collectors.joining());
        return send(HttpRequest.newBuilder(panel.uri(action)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build()).body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
