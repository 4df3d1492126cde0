package understudy.lab;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import understudy.lab.Ledger.Outcome;

/** Sells by sending the application's form, as the browser at a till does. */
final class Browser implements Shift.Seller {

    private final List<URI> shops;
    private final Duration patience;
    private final boolean keepAlive;
    private HttpClient client = newClient();

    /**
     * @param patience how long it waits for an answer
     * @param keepAlive whether a connection is used again for the next sale
     */
    Browser(List<URI> shops, Duration patience, boolean keepAlive) {
        this.shops = List.copyOf(shops);
        this.patience = patience;
        this.keepAlive = keepAlive;
    }

    @Override
    public Shift.Answer sell(String receipt, int endpoint) {
        if (!keepAlive) {
            client.shutdownNow();
            client = newClient();
        }
        try {
            return read(client.send(order(shops.get(endpoint), receipt), BodyHandlers.ofString()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Shift.Answer(Outcome.REFUSED, e.toString());
        } catch (IOException e) {
            return new Shift.Answer(Outcome.UNKNOWN, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Shift.Answer(Outcome.UNKNOWN, e.toString());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest order(URI shop, String receipt) {
        return HttpRequest.newBuilder(shop.resolve("/sellings")).timeout(patience)
            .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("receipt=" + receipt)).build();
    }

    /** Only the application itself can say that a sale wasn't made; a gateway's error page leaves it open. */
    private static Shift.Answer read(HttpResponse<String> response) {
        if (response.statusCode() == 201) {
            return Shift.Answer.ACKNOWLEDGED;
        }
        boolean refused = response.body().contains("\"outcome\":\"refused\"");
        return new Shift.Answer(refused ? Outcome.REFUSED : Outcome.UNKNOWN, response.statusCode() + " " + response.body().strip());
    }

    private static HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    }
}
