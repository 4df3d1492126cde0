package understudy.notify;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import understudy.monitor.ClusterState;
import understudy.monitor.Diagnosis;
import understudy.monitor.DiagnosisChanged;
import understudy.monitor.Monitor;
import understudy.monitor.Verdict;
import understudy.operation.Operations;

/**
 * Tells a diagnosis when it has stood for as long as it must. Waits on a thread of its own, because whoever diagnoses may be about
 * to start a failover; a diagnosis that changed meanwhile is dropped, because the newer one is waited for too.
 */
@Component
class DiagnosisListener {

    private static final Logger LOG = LoggerFactory.getLogger(DiagnosisListener.class);

    private final Monitor monitor;
    private final Operations operations;
    private final Outbox outbox;
    private final Postman postman;
    private final Map<String, Verdict> told = new ConcurrentHashMap<>();

    DiagnosisListener(Monitor monitor, Operations operations, Outbox outbox, Postman postman) {
        this.monitor = monitor;
        this.operations = operations;
        this.outbox = outbox;
        this.postman = postman;
    }

    @EventListener
    void changed(DiagnosisChanged changed) {
        Thread.ofVirtual().name("diagnosis-" + changed.cluster()).start(() -> {
            try {
                tellWhenItStands(changed.now());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failed) {
                LOG.error("a diagnosis of {} couldn't be put into the outbox", changed.cluster(), failed);
            }
        });
    }

    private void tellWhenItStands(Diagnosis diagnosis) throws InterruptedException {
        Optional<Duration> patience = DiagnosisNews.patience(diagnosis, operations.running(diagnosis.cluster()).isPresent());
        if (patience.isEmpty()) {
            return;
        }
        Thread.sleep(patience.get());
        Optional<Diagnosis> latest = monitor.cluster(diagnosis.cluster()).map(ClusterState::diagnosis).filter(now ->
                now.verdict() == diagnosis.verdict() && now.since().equals(diagnosis.since()) && now.leadsToFailover() == diagnosis.leadsToFailover());
        latest.ifPresent(this::tell);
    }

    /** That all is well is only told to whom something else was told before. */
    private void tell(Diagnosis diagnosis) {
        Verdict before = told.put(diagnosis.cluster(), diagnosis.verdict());
        boolean news = diagnosis.verdict() != Verdict.HEALTHY || before != null && before != Verdict.HEALTHY;
        if (news && outbox.put(DiagnosisNews.of(diagnosis))) {
            postman.ring();
        }
    }
}
