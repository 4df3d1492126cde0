package understudy.remote;

/**
 * What a finished command left behind.
 *
 * @param exitStatus of the pipe: the last part's, or the first failing part's
 * @param stdout decoded as UTF-8
 * @param stderr decoded as UTF-8, secrets masked
 */
public record CommandOutput(int exitStatus, String stdout, String stderr) {
}
