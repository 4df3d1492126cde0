package understudy.remote;

/**
 * What a finished command left behind.
 *
 * @param exitStatus of the pipe: 0 when every part ended with 0, else that of the last part that failed
 * @param stdout decoded as UTF-8
 * @param stderr decoded as UTF-8, secrets masked
 */
public record CommandOutput(int exitStatus, String stdout, String stderr) {
}
