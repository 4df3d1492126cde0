package understudy.lab;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a lab host shall be like; {@link #host(String)} is a MySQL 9.7 server as a fresh installation leaves it. */
public record LabHostSpec(String name, LabImage image, Map<String, String> environment) {

    /** How the login user {@code deploy} (password {@code deploy}) becomes root. */
    public enum Sudo { NOPASSWD, PASSWORD, NONE }

    private static final String SMALL_DISK = "LAB_SMALL_DISK";
    private static final String SEES_PROCESSES = "LAB_SEES_PROCESSES";

    public LabHostSpec {
        environment = Map.copyOf(environment);
    }

    public static LabHostSpec host(String name) {
        return new LabHostSpec(name, LabImage.MYSQL97_SINGLE, Map.of("LAB_DOOR", "on"));
    }

    public LabHostSpec image(LabImage image) {
        return new LabHostSpec(name, image, environment);
    }

    /** MySQL 9.7 in the package's layout, with the application beside it; {@link LabApplication#on} finds it. */
    public LabHostSpec withApplication() {
        return image(LabImage.MYSQL97_RAILS);
    }

    public LabHostSpec sudo(Sudo sudo) {
        return with("LAB_SUDO", sudo.name().toLowerCase());
    }

    /** The server is installed, but doesn't run. */
    public LabHostSpec serverStopped() {
        return with("LAB_MYSQL", "off");
    }

    /** As on a cloned disk: the server has this UUID instead of one of its own. */
    public LabHostSpec serverUuid(String uuid) {
        return with("LAB_UUID", uuid);
    }

    /** A key in OpenSSH's one-line form that may log in as {@code deploy}. */
    public LabHostSpec authorised(String publicKey) {
        return with("AUTHORIZED_KEY", publicKey);
    }

    /** Lines for the server's {@code [mysqld]} section, read before the ones that an admin edits. */
    public LabHostSpec serverConfig(String lines) {
        return with("LAB_CNF", lines);
    }

    /** A file system of its own and of this size, in memory, that everybody may write to. It is gone after a stop. */
    public LabHostSpec smallDisk(String path, int megabytes) {
        return with(SMALL_DISK, path + "=size=" + megabytes + "m,mode=0777");
    }

    /** Its root sees where every process works and what it has open, as on a machine of its own. */
    public LabHostSpec seesProcesses() {
        return with(SEES_PROCESSES, "on");
    }

    boolean rootSeesProcesses() {
        return environment.containsKey(SEES_PROCESSES);
    }

    Map<String, String> memoryDisks() {
        String disk = environment.get(SMALL_DISK);
        return disk == null ? Map.of() : Map.of(disk.substring(0, disk.indexOf('=')), disk.substring(disk.indexOf('=') + 1));
    }

    boolean serverRuns() {
        return image.hasServer() && !"off".equals(environment.get("LAB_MYSQL"));
    }

    private LabHostSpec with(String key, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(key, value);
        return new LabHostSpec(name, image, more);
    }
}
