package understudy.mysql;

/** The words of a flavour and version. The mysql room's owner makes it sealed and fills it. */
public interface Dialect {

    Version version();

    /** Such as {@code MySQL 9.7.4}. */
    String label();
}
