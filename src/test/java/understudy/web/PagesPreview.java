package understudy.web;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.FilterType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The pages alone, over an invented world: for looking at them, and for the browser tests that ask how they look. What they do on
 * real servers is tested elsewhere. Carries no stereotype, or the scan of a whole panel in a test would find it.
 */
@EnableAutoConfiguration(excludeName = {
    "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
    "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
    "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration",
    "org.springframework.modulith.events.config.EventPublicationAutoConfiguration"})
@ComponentScan(basePackages = {"understudy.web", "understudy.promotion", "understudy.breakglass"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = {".*(Tests|Preview)(\\$.*)?",
            // of the decisions only those that a page shows: the others act, and want real servers
            "understudy\\.promotion\\.(?!Promotions$|AddressNotes$|Situations$|PanelPlace$|Returns$|AutomaticRefusals$|PolicyDesk$).*"}))
@Import(FakeDoors.class)
public class PagesPreview {

    public static void main(String[] args) {
        SpringApplication.run(PagesPreview.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    UserDetailsService people() {
        return new InMemoryUserDetailsManager(
                User.withUsername("pierre").password("{noop}pierre").roles("ADMIN").build(),
                User.withUsername("vera").password("{noop}vera").roles("VIEWER").build());
    }

    /** As strict as the real one about what a page may load. */
    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http
                .authorizeHttpRequests(requests -> requests.requestMatchers("/assets/**", "/sign-in", "/error").permitAll()
                        .anyRequest().authenticated())
                .formLogin(form -> form.loginPage("/sign-in").failureUrl("/sign-in?refused").defaultSuccessUrl("/clusters"))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in"))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'; script-src 'self'; "
                        + "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
                        + "base-uri 'none'; frame-ancestors 'none'")))
                .build();
    }
}
