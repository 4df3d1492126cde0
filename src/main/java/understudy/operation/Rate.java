package understudy.operation;

/** Bytes a second, smoothed: what was measured last counts most, what is ten seconds old hardly. Not for several threads. */
class Rate {

    private static final double SECONDS_REMEMBERED = 5;

    private long lastBytes;
    private long lastMillis = -1;
    private double perSecond = -1;

    /** The rate, now that so many bytes are done; 0 before two measurements. */
    long after(long bytes, long millis) {
        if (lastMillis < 0 || bytes < lastBytes) {
            start(bytes, millis);
            return 0;
        }
        double seconds = (millis - lastMillis) / 1000.0;
        if (seconds >= 0.05) {
            double now = (bytes - lastBytes) / seconds;
            double weight = 1 - Math.exp(-seconds / SECONDS_REMEMBERED);
            perSecond = perSecond < 0 ? now : perSecond + weight * (now - perSecond);
            lastBytes = bytes;
            lastMillis = millis;
        }
        return Math.max(0, Math.round(perSecond));
    }

    private void start(long bytes, long millis) {
        lastBytes = bytes;
        lastMillis = millis;
        perSecond = -1;
    }
}
