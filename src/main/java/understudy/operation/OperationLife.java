package understudy.operation;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ties the engine to the panel's life: takes over as soon as the store and the steps are there, picks up now and then, stops
 * before the store closes. It doesn't wait for the web server: a source that was closed in a hand-over waits for this.
 */
@Component
class OperationLife implements SmartLifecycle {

    /** Before the web server starts; so it stops after it. */
    static final int PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

    private static final Logger LOG = LoggerFactory.getLogger(OperationLife.class);

    private final OperationEngine engine;
    private final OperationSettings settings;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("operation-ticker").factory());
    private volatile boolean running;

    OperationLife(OperationEngine engine, OperationSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void start() {
        running = true;
        engine.takeOver();
        long every = settings.pickUpEvery().toMillis();
        ticker.scheduleWithFixedDelay(this::pickUp, every, every, TimeUnit.MILLISECONDS);
    }

    private void pickUp() {
        try {
            engine.pickUp();
        } catch (RuntimeException e) {
            // an exception would end the ticker for good
            LOG.warn("Interrupted operations couldn't be picked up; tried again in {}", settings.pickUpEvery(), e);
        }
    }

    @Override
    public void stop() {
        running = false;
        ticker.shutdown();
        engine.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
