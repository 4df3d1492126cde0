package understudy.notify;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads the beginning of an answer and hangs up: nobody can fill the panel's memory or page by answering at length. */
final class FirstWords implements BodySubscriber<String> {

    static final int MOST_CHARACTERS = 200;
    private static final int MOST_BYTES = MOST_CHARACTERS * 4;

    private final CompletableFuture<String> words = new CompletableFuture<>();
    private final ByteBuffer kept = ByteBuffer.allocate(MOST_BYTES);
    private @Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
        return words;
    }

    @Override
    public void onSubscribe(Subscription to) {
        subscription = to;
        to.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            while (part.hasRemaining() && kept.hasRemaining()) {
                kept.put(part.get());
            }
        }
        if (!kept.hasRemaining()) {
            if (subscription != null) {
                subscription.cancel();
            }
            onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        words.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        String text = new String(kept.array(), 0, kept.position(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        words.complete(text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS));
    }
}
