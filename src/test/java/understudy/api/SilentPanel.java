package understudy.api;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import understudy.enrolment.HostDesk;
import understudy.enrolment.PanelIdentity;
import understudy.monitor.Discovery;
import understudy.monitor.Monitor;
import understudy.operation.Operations;
import understudy.promotion.PolicyDesk;
import understudy.promotion.Promotions;
import understudy.rescue.KeptFiles;
import understudy.routing.RoutesByHand;
import understudy.store.MovableClock;

/** Rooms access, store, topology, breakglass, notify and api as they are, and what routing stores; of the others only the doors. */
@EnableAutoConfiguration
@ComponentScan(basePackages = {"understudy.access", "understudy.store", "understudy.topology", "understudy.breakglass", "understudy.notify", "understudy.api"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
@ComponentScan(basePackages = "understudy.routing", useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "understudy\\.routing\\.Stored(Applications|Routes)"))
@Import({PolicyDesk.class, KeptFiles.class})
class SilentPanel {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Bean
    @Primary
    static MovableClock movableClock() {
        return new MovableClock(NOON);
    }

    @Bean
    Monitor monitor() {
        Monitor monitor = mock(Monitor.class);
        when(monitor.subscribe(any(), any())).thenReturn(() -> { });
        return monitor;
    }

    @Bean
    Operations operations() {
        return mock(Operations.class);
    }

    @Bean
    HostDesk hostDesk() {
        return mock(HostDesk.class);
    }

    @Bean
    PanelIdentity panelIdentity() {
        PanelIdentity panel = mock(PanelIdentity.class);
        when(panel.publicKey()).thenReturn("ssh-ed25519 AAAA understudy");
        when(panel.fingerprint()).thenReturn("SHA256:panel");
        return panel;
    }

    @Bean
    Promotions promotions() {
        return mock(Promotions.class);
    }

    @Bean
    RoutesByHand routesByHand() {
        return mock(RoutesByHand.class);
    }

    @Bean
    Discovery discovery() {
        return mock(Discovery.class);
    }
}
