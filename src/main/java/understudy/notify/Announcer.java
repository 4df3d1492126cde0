package understudy.notify;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import understudy.monitor.ClusterChanged;
import understudy.operation.OperationEvent.OperationChanged;
import understudy.operation.Operations;

/**
 * Listens to the house and decides what is told. Only writes it into the outbox: the sending is somebody else's, so that whoever
 * speaks never waits for a network, and never fails because of a listener.
 */
@Component
class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Operations operations;
    private final Outbox outbox;
    private final Postman postman;
    private final ClusterNews clusterNews;

    Announcer(Operations operations, Outbox outbox, Postman postman, NotifySettings settings) {
        this.operations = operations;
        this.outbox = outbox;
        this.postman = postman;
        this.clusterNews = new ClusterNews(settings.hostAway());
    }

    @EventListener
    void operation(OperationChanged changed) {
        if (OperationNews.isTold(changed)) {
            tell(() -> operations.find(changed.operation()).map(view -> OperationNews.of(changed, view)));
        }
    }

    @EventListener
    void cluster(ClusterChanged changed) {
        tell(() -> clusterNews.of(changed));
    }

    private void tell(Supplier<Optional<Message>> news) {
        try {
            news.get().filter(outbox::put).ifPresent(put -> postman.ring());
        } catch (RuntimeException failed) {
            LOG.error("something that people should be told couldn't be put into the outbox", failed);
        }
    }
}
