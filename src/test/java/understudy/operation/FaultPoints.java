package understudy.operation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a whole panel die at the fault point of its JVM. For the kill tests of real operations: start a child JVM with the test
 * class path, {@code -Dunderstudy.test.fault-point=close-server:during+20ms} and
 * {@code SpringApplication.run(new Class[] {UnderstudyApplication.class, FaultPoints.class}, args)} (see {@link KillablePanel}).
 * Not a component, so that no other test meets it; not in the product, so that nobody else does.
 */
public class FaultPoints {

    @Bean
    @Primary
    OperationStore haltingStore(JdbcClient db, TransactionTemplate inTransaction, OperationRows rows, Leases leases,
            JournalStore journal) {
        FaultPoint point = FaultPoint.ofThisJvm();
        return point == null ? new OperationStore(db, inTransaction, rows, leases, journal)
                : new HaltingStore(db, inTransaction, rows, leases, journal, point);
    }
}
