package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.monitor.Looks.lost;
import static understudy.monitor.Looks.neverSeen;
import static understudy.monitor.Looks.replica;
import static understudy.monitor.Looks.source;
import static understudy.monitor.Looks.state;

import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.topology.Member.Role;

class HealthRuleTests {

    @Test
    void isHealthyWhenTheSourceWritesAndEveryReplicaFollows() {
        assertThat(HealthRule.of(List.of(source("mercury", true), replica("uranus", true, 3L)))).isEqualTo(Health.HEALTHY);
    }

    @Test
    void isDegradedWhenAReplicaStandsStillOrIsLostOrUnusable() {
        assertThat(HealthRule.of(List.of(source("mercury", true), replica("uranus", false, null)))).isEqualTo(Health.DEGRADED);
        assertThat(HealthRule.of(List.of(source("mercury", true), lost("uranus", Role.REPLICA)))).isEqualTo(Health.DEGRADED);
        assertThat(HealthRule.of(List.of(source("mercury", true), replica("uranus", true, 1L),
                state("pluto", Role.UNUSABLE, true, false, null)))).isEqualTo(Health.DEGRADED);
    }

    @Test
    void isDegradedWhileNobodyCouldTakeOver() {
        assertThat(HealthRule.of(List.of(source("mercury", true), state("uranus", Role.DETACHED, true, false, null)))).isEqualTo(Health.DEGRADED);
    }

    @Test
    void isDownOnlyWhenTheSourceWasLookedAtAndNotSeen() {
        assertThat(HealthRule.of(List.of(lost("mercury", Role.SOURCE), replica("uranus", true, 3L))))
                .isEqualTo(Health.SOURCE_DOWN);
        assertThat(HealthRule.of(List.of(neverSeen("mercury", Role.SOURCE), replica("uranus", true, 3L))))
                .as("nobody has looked yet").isEqualTo(Health.DEGRADED);
    }

    @Test
    void hasNoSourceWhenNobodyTakesWritesOrNoneIsDeclared() {
        assertThat(HealthRule.of(List.of(source("mercury", false), replica("uranus", true, 3L)))).isEqualTo(Health.NO_SOURCE);
        assertThat(HealthRule.of(List.of(replica("uranus", true, 3L)))).isEqualTo(Health.NO_SOURCE);
    }

    @Test
    void isDegradedWhenAReplicaFollowsAnotherThanTheDeclaredSource() {
        assertThat(HealthRule.of(List.of(source("pluto", true), replica("uranus", true, 3L)))).isEqualTo(Health.DEGRADED);
    }

    @Test
    void isDegradedWhileNoWriteEndsThoughEverybodyFollows() {
        var well = List.of(source("mercury", true), replica("uranus", true, 3L));

        assertThat(HealthRule.of(well, Verdict.DISK_FULL)).isEqualTo(Health.DEGRADED);
        assertThat(HealthRule.of(well, Verdict.WRITES_STALLED)).isEqualTo(Health.DEGRADED);
        assertThat(HealthRule.of(well, Verdict.HEALTHY)).isEqualTo(Health.HEALTHY);
    }

    @Test
    void isUnconfiguredBeforeTheFirstReplica() {
        assertThat(HealthRule.of(List.of(source("mercury", true)))).isEqualTo(Health.UNCONFIGURED);
        assertThat(HealthRule.of(List.of(source("mercury", true), state("uranus", Role.UNCONFIGURED, true, true, null))))
                .isEqualTo(Health.UNCONFIGURED);
    }

    @Test
    void isNeverHealthyWithTwoWriters() {
        var both = List.of(source("mercury", true), state("uranus", Role.REPLICA, true, true, replica("u", true, 1L).replication()));

        assertThat(HealthRule.splitBrain(both)).isTrue();
        assertThat(HealthRule.of(both)).isEqualTo(Health.DEGRADED);
    }
}
