package understudy.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the first admin, and the first token where one was given: once, before the first request is taken. */
@Component
class FirstStart implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
    private static final int WEAK_TOKEN = 20;

    private final AccessSettings settings;
    private final StoredUsers users;
    private final StoredTokens tokens;
    private final Secrets secrets;

    FirstStart(AccessSettings settings, StoredUsers users, StoredTokens tokens, Secrets secrets) {
        this.settings = settings;
        this.users = users;
        this.tokens = tokens;
        this.secrets = secrets;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!users.list().isEmpty()) {
            return;
        }
        // the token first: a crash in between must leave a first start, not one without its token
        addBootstrapToken();
        addAdmin();
    }

    private void addBootstrapToken() {
        String token = settings.bootstrapToken();
        if (token == null || token.isBlank() || tokens.recognise(token).isPresent()) {
            return;
        }
        tokens.add("bootstrap", token, Role.ADMIN, null, Actor.PANEL);
        if (token.length() < WEAK_TOKEN) {
            log.warn("UNDERSTUDY_BOOTSTRAP_TOKEN is short: replace it by a token made in the settings, and revoke it");
        }
    }

    private void addAdmin() {
        String given = settings.adminPassword();
        if (given != null && !given.isEmpty()) {
            users.add("admin", given, Role.ADMIN, Actor.PANEL);
            return;
        }
        String password = secrets.random();
        users.add("admin", password, Role.ADMIN, Actor.PANEL);
        log.warn("First start: sign in as admin with the password {} and change it; it is not shown again", password);
    }
}
