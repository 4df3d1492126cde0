package understudy.whole;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import understudy.lab.LabHost;

/**
 * A till on the source's own host, as where the application runs beside its server: no network stands between them, so whatever cuts
 * the host off or freezes it leaves them together. Sells some ten times a second while the server takes it.
 */
final class InnerTill {

    private static final String LEDGER = "/var/log/inner-till.log";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LabHost host;

    private InnerTill(LabHost host) {
        this.host = host;
    }

    /** Returns when it sells. */
    static InnerTill open(LabHost host) {
        host.exec("nohup /opt/lab/till " + LEDGER + " > /dev/null 2>&1 &");
        InnerTill till = new InnerTill(host);
        Awaitility.await("sales of the till on " + host.name()).atMost(PATIENCE).until(() -> till.sold().size() > 3);
        return till;
    }

    /** The receipts of the sales whose commit was acknowledged, in their order. The host must run, with or without its network. */
    List<String> sold() {
        return Arrays.stream(host.exec("cat " + LEDGER + " 2>/dev/null; true").split("\n")).filter(line -> line.startsWith("sold "))
                .map(line -> line.substring("sold ".length()).strip()).toList();
    }
}
