package understudy.enrolment;

import understudy.mysql.Dialect;

/** By whom the panel's account can be made on a server. */
sealed interface AccountDoor permits RootDoor, AdminDoor {

    /**
     * Logs in and changes nothing.
     *
     * @throws understudy.finding.Problem RootSocketRefused, AdminLoginRefused, ServerNotListening …
     */
    void tryOut();

    /**
     * Makes the account or gives it this password and its privileges. A server that is closed even for administrators
     * ({@code super_read_only}) is opened for them for this moment only; it stays closed for everybody else.
     */
    void make(Dialect dialect, String password);

    /** How a person would get in. */
    String printed();
}
