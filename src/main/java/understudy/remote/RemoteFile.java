package understudy.remote;

/**
 * A file on a host, as it is.
 *
 * @param path the real file's path, links followed
 * @param bytes its size
 * @param owner such as {@code root}
 * @param group such as {@code adm}
 * @param mode such as {@code 644}
 */
public record RemoteFile(String path, long bytes, String owner, String group, String mode) {
}
