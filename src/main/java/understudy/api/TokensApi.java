package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.access.Tokens;

/** Tokens of this contract; for admins. */
@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "Tokens")
class TokensApi {

    private final Tokens tokens;

    TokensApi(Tokens tokens) {
        this.tokens = tokens;
    }

    /** A new token. */
    record NewTokenJson(@Nullable String name, @Nullable Role role, @Nullable Instant expiresAt) {
    }

    /** The new token. @param token shown here and never again */
    record TokenOnceJson(String name, Role role, @Nullable Instant expiresAt, String token) {
    }

    @GetMapping
    List<Tokens.Token> list() {
        return tokens.list();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TokenOnceJson create(@RequestBody NewTokenJson wish, Actor actor) {
        Tokens.NewToken made = tokens.create(Required.text("name", wish.name()), Required.value("role", wish.role()),
                wish.expiresAt(), actor);
        return new TokenOnceJson(made.token().name(), made.token().role(), made.token().expiresAt(), made.secret());
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String name, Actor actor) {
        tokens.revoke(name, actor);
    }
}
