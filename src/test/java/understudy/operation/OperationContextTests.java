package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import understudy.access.Actor;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.topology.Policy;

/** The engine among the rooms that it uses: it finds steps and planners as beans, and writes to the panel's own store and audit. */
@SpringBootTest(classes = OperationContextTests.Feature.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
class OperationContextTests {

    /** A feature room in small. Not a component, so that no scan finds it. */
    @EnableAutoConfiguration
    @ComponentScan(basePackages = {"understudy.access", "understudy.store", "understudy.topology", "understudy.operation"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    static class Feature {

        @Bean
        ScriptedStep onlyStep() {
            return new ScriptedStep("only-in-this-test");
        }

        @Bean
        OperationPlanner planner() {
            return new OperationPlanner() {
                @Override
                public OperationKind kind() {
                    return OperationKind.DETACH;
                }

                @Override
                public Decision decide(OperationRequest request) {
                    return new Decision.Planned("uranus", List.of(new PlannedStep(new StepName("only-in-this-test"), "uranus",
                            new ScriptedStep.Nothing("x"))), OnFailure.STOP);
                }
            };
        }
    }

    @Autowired
    private Operations operations;
    @Autowired
    private Hosts hosts;
    @Autowired
    private Clusters clusters;
    @Autowired
    private JdbcClient db;
    @Autowired
    private Clock clock;

    @Test
    void runsStepsThatAreBeans() {
        Actor anna = TestPanel.ANNA;
        hosts.add(new Host("uranus", "127.0.0.1", 22, "deploy", 3306, null, "127.0.0.1", "ssh-ed25519", "SHA256:x", false, null,
                null, null, Instant.EPOCH));
        clusters.add(new Cluster("shop", List.of("secondhand_production"), List.of(new Member("uranus", Member.Role.SOURCE)),
                Policy.DEFAULT, "repl", null, clock.instant()));

        String id = ((StartResult.Started) operations.start(new OperationRequest(OperationKind.DETACH, "shop", "uranus",
                Pace.AUTO, null, null, Map.of(), anna))).id();

        await().until(() -> operations.find(id).orElseThrow().state() == OperationStatus.SUCCEEDED);
        await().untilAsserted(() -> assertThat(db.sql("SELECT action FROM audit_entry WHERE subject = 'shop' ORDER BY id")
                .query(String.class).list()).containsExactly("operation.start", "operation.end"));
    }

    @Test
    void saysSoWhenNobodyPlansAKind() {
        assertThat(operations.start(new OperationRequest(OperationKind.FAILOVER, null, null, Pace.AUTO, null, null, Map.of(),
                TestPanel.ANNA))).isInstanceOfSatisfying(StartResult.Refused.class,
                        refused -> assertThat(refused.findings().getFirst().code()).isEqualTo("KindUnsupported"));
    }
}
