package understudy.access;

import java.time.Clock;
import java.time.Instant;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import understudy.store.MovableClock;

/** The rooms access and store alone, with a door of each kind behind them that says who came in. */
@EnableAutoConfiguration
@ComponentScan(basePackages = {"understudy.access", "understudy.store"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
@Import(Doors.Behind.class)
class Doors {

    @Bean
    @Primary
    static MovableClock movableClock() {
        return new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    }

    @TestComponent
    @RestController
    static class Behind {

        private final Clock clock;

        Behind(Clock clock) {
            this.clock = clock;
        }

        @GetMapping({"/api/v1/clusters", "/api/v1/tokens", "/clusters/shop", "/health/clusters/x"})
        String look() {
            return "seen at " + clock.instant();
        }

        @GetMapping({"/api/v1/who", "/who"})
        String who(Actor actor) {
            return actor.name() + " " + actor.role();
        }

        @GetMapping("/sign-in")
        String signIn(CsrfToken csrf) {
            return csrf.getToken();
        }

        @PostMapping({"/api/v1/clusters", "/api/v1/clusters/shop/operations", "/api/v1/operations/7/cancel", "/clusters/shop/promote",
            "/settings/password"})
        String act(Actor actor) {
            return actor.name();
        }
    }
}
