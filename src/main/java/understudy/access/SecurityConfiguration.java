package understudy.access;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;

/** Who gets in where: bearer tokens at the REST contract, a session with CSRF tokens at the pages. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

    @Bean
    static PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    static Passwords passwords(PasswordEncoder encoder) {
        return new Passwords(encoder);
    }

    @Bean
    UserDetailsService userDetailsService(StoredUsers users) {
        return name -> users.find(name.strip()).map(SignedIn::of)
                .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    }

    /** The REST contract: no session, so nothing that a foreign page could use, and no CSRF token needed. */
    @Bean
    @Order(1)
    SecurityFilterChain restChain(HttpSecurity http, StoredTokens tokens, Attempts attempts) {
        http.securityMatcher("/api/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerTokenFilter(tokens, attempts), AnonymousAuthenticationFilter.class)
                .headers(SecurityHeaders::set)
                .exceptionHandling(refusals -> refusals
                        .authenticationEntryPoint((request, response, cause) -> Refusals.unauthenticated(response))
                        .accessDeniedHandler((request, response, cause) -> Refusals.forbidden(response)))
                .authorizeHttpRequests(rules -> rules
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll()
                        .requestMatchers("/api/v1/users/**", "/api/v1/tokens/**", "/api/v1/notification-targets/**").hasRole("ADMIN")
                        // rows of the application itself
                        .requestMatchers("/api/v1/clusters/*/kept-files/*").hasRole("OPERATOR")
                        .requestMatchers(HttpMethod.GET, "/api/**").hasRole("VIEWER")
                        .requestMatchers(HttpMethod.HEAD, "/api/**").hasRole("VIEWER")
                        .requestMatchers(HttpMethod.POST, "/api/v1/operations/**", "/api/v1/clusters/*/operations")
                        .hasRole("OPERATOR")
                        .anyRequest().hasRole("ADMIN"));
        return http.build();
    }

    /** The load balancers' questions: open, or with a token of their own. */
    @Bean
    @Order(2)
    SecurityFilterChain healthChain(HttpSecurity http, HealthSettings settings) {
        http.securityMatcher("/health/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityHeaders::set)
                .exceptionHandling(refusals -> refusals
                        .authenticationEntryPoint((request, response, cause) -> Refusals.unauthenticated(response))
                        .accessDeniedHandler((request, response, cause) -> Refusals.unauthenticated(response)))
                .authorizeHttpRequests(rules -> rules.anyRequest().access(settings));
        return http.build();
    }

    /** Everything else: the pages, the OpenAPI document, the actuator. */
    @Bean
    @Order(3)
    SecurityFilterChain pageChain(HttpSecurity http, StoredTokens tokens, StoredUsers users, Attempts attempts, Audit audit,
            Clock clock) {
        SignInAttempts signIn = new SignInAttempts(attempts, users, audit);
        http.requestCache(cache -> cache.requestCache(AskToSignIn.wholePages()))
                .addFilterBefore(new BearerTokenFilter(tokens, attempts), AnonymousAuthenticationFilter.class)
                .addFilterBefore(signIn, UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(new SessionEnd(users, clock), AuthorizationFilter.class)
                .formLogin(form -> form.loginPage(SignInAttempts.PATH).successHandler(signIn.success()).failureHandler(signIn))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?ended"))
                .headers(SecurityHeaders::set)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(new AskToSignIn()))
                .authorizeHttpRequests(rules -> rules
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD).permitAll()
                        .requestMatchers("/sign-in", "/error", "/assets/**", "/favicon.ico", "/actuator/health/**").permitAll()
                        .requestMatchers(HttpMethod.GET, "/**").hasRole("VIEWER")
                        .requestMatchers(HttpMethod.HEAD, "/**").hasRole("VIEWER")
                        // everyone may sign out and change their own password; the settings' pages ask for the role themselves
                        .requestMatchers("/sign-out", "/settings/**").hasRole("VIEWER")
                        .anyRequest().hasRole("OPERATOR"));
        return http.build();
    }
}
