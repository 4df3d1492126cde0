package understudy.whole;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Somebody who listens to a cluster's events and keeps every line. */
final class EventEars implements AutoCloseable {

    private final StringBuffer heard = new StringBuffer();
    private final HttpClient http = HttpClient.newHttpClient();

    EventEars(URI events, String token) {
        HttpRequest request = HttpRequest.newBuilder(events).header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream").build();
        http.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new Lines()));
    }

    String heard() {
        return heard.toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private final class Lines implements java.util.concurrent.Flow.Subscriber<String> {

        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            heard.append(line).append('\n');
        }

        @Override
        public void onError(Throwable lost) {
            // the panel ends the stream when it stops
        }

        @Override
        public void onComplete() {
            // as above
        }
    }
}
