package understudy.enrolment;

/** An administrator of the database server, by whom the panel's account is made. Used once, kept in memory only. */
public record AdminLogin(String user, String password) {

    /** Without the password, so that a log line can't carry it. */
    @Override
    public String toString() {
        return "AdminLogin[" + user + "]";
    }
}
