package understudy.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** A user as Spring Security knows them. @param version of the account when they signed in */
record SignedIn(String name, String passwordHash, Role role, int version) implements UserDetails {

    static SignedIn of(Account account) {
        return new SignedIn(account.name(), account.passwordHash(), account.role(), account.version());
    }

    /** A role's authorities: its own and those of every role that it includes. */
    static List<SimpleGrantedAuthority> authorities(Role role) {
        return Arrays.stream(Role.values()).filter(role::includes)
                .map(included -> new SimpleGrantedAuthority("ROLE_" + included)).toList();
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return authorities(role);
    }

    @Override
    public String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public String toString() {
        return "SignedIn[" + name + ", " + role + "]";
    }
}
