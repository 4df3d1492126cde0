package understudy.lab;

/** The kinds of host that the lab can build; {@code lab/README.md} says what each one looks like. */
public enum LabImage {

    /** MySQL 9.7, everything in one {@code /etc/mysql/my.cnf} with commented options; a killed server stays dead. */
    MYSQL97_SINGLE("mysql97-single"),
    /** MySQL 9.7 with the Debian package's own symlinks and include folders; a killed server stays dead. */
    MYSQL97_PACKAGE("mysql97-package"),
    /** MySQL 9.7 under systemd, which brings a killed server back. */
    MYSQL97_SYSTEMD("mysql97-systemd"),
    /** {@link #MYSQL97_PACKAGE} with Apache, Passenger and a small Ruby application beside the server. */
    MYSQL97_RAILS("mysql97-rails"),
    /** No database server, but HAProxy. */
    HAPROXY("haproxy"),
    /** No database server at all. */
    BARE("bare");

    private final String repository;

    LabImage(String repository) {
        this.repository = "understudy-lab/" + repository;
    }

    String reference() {
        return repository + ":" + LabImages.tag();
    }

    boolean hasServer() {
        return this != BARE && this != HAPROXY;
    }
}
