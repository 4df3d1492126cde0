package understudy.operation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a whole panel die at the fault point of its JVM, or lets {@link Cuts} cut off its operations. For the kill tests of real
 * operations: start a child JVM with {@code -Dunderstudy.test.fault-point=close-server:during+20ms} or
 * {@code -Dunderstudy.test.cuts=on} and
 * {@code SpringApplication.run(new Class[] {UnderstudyApplication.class, FaultPoints.class}, args)} (see {@link KillablePanel}).
 * Not a component, so that no other test meets it; not in the product, so that nobody else does.
 */
public class FaultPoints {

    private static final Cuts CUTS = new Cuts();
    private static final boolean CUTTING = System.getProperty(Cuts.PROPERTY) != null;

    @Bean
    static CuttingReach cuttingReach() {
        return new CuttingReach(CUTS, CUTTING);
    }

    @Bean
    @Primary
    OperationStore haltingStore(JdbcClient db, TransactionTemplate inTransaction, OperationRows rows, Leases leases,
            JournalStore journal) {
        if (CUTTING) {
            return new CuttingStore(db, inTransaction, rows, leases, journal, CUTS);
        }
        FaultPoint point = FaultPoint.ofThisJvm();
        return point == null ? new OperationStore(db, inTransaction, rows, leases, journal)
                : new HaltingStore(db, inTransaction, rows, leases, journal, point);
    }
}
