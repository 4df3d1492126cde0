package understudy.routing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.rails.DatabaseYml;
import understudy.remote.CommandOutput;
import understudy.remote.RemoteCommand;

/**
 * Commands for the files of an application. Its user may put links and pipes wherever the application lies, so nothing is done there
 * with rights that this user doesn't have: never as root, unless root alone owns the whole way to the file.
 */
final class ApplicationFiles {

    private static final int MISSING = 66;
    private static final int NOT_ITS_OWN = 76;
    private static final int UNSAFE = 77;
    private static final int CHANGED = 78;

    /**
     * Runs a script as whoever owns the way to a path. The way is walked link by link from the root directory: up to the first thing
     * that isn't root's nobody else can change it under the walk, and from there on that owner's rights are all that is used. What is
     * missing at the end of the way is the script's own business.
     */
    private static final String AS_OWNER = """
            unsafe() { echo "$1" >&2; exit 77; }
            script=$1; path=$2; shift
            user=0; at=/; rest=$path; links=0; shared=
            while [ -n "$rest" ]; do
              name=${rest%%/*}
              case "$rest" in */*) rest=${rest#*/} ;; *) rest= ;; esac
              case "$name" in ''|.) continue ;; ..) at=$(dirname -- "$at"); continue ;; esac
              mode=$(stat -c %a -- "$at") || exit 66
              [ $((0$mode & 01002)) != 2 ] || unsafe "everybody may change $at"
              [ $((0$mode & 01020)) != 16 ] || shared=$at
              step=${at%/}/$name
              owner=$(stat -c %u -- "$step" 2>/dev/null) || break
              if [ "$owner" != 0 ] && [ "$owner" != "$user" ]; then
                [ "$user" = 0 ] || unsafe "$step belongs to $(stat -c %U -- "$step"), what leads to it to $(id -nu -- "$user")"
                user=$owner
              fi
              if [ -L "$step" ]; then
                links=$((links + 1)); [ "$links" -le 40 ] || exit 66
                to=$(readlink -- "$step"); rest=$to/$rest
                case "$to" in /*) at=/ ;; esac
              else
                at=$step
              fi
            done
            [ "$user" != 0 ] || [ -z "$shared" ] || unsafe "a group may change $shared, and what lies in it is root's"
            cd /
            [ "$user" != "$(id -u)" ] || exec bash -c "$script" understudy "$@"
            exec setpriv --reuid="$user" --regid="$(id -g -- "$user")" --init-groups -- bash -c "$script" understudy "$@\"""";

    private static final String READ = """
            [ -f "$1" ] || exit 66
            # no more than what tells that it is too large: its owner may make it endless
            set -o pipefail
            head -c %d -- "$1" | base64 -w 0""".formatted(DatabaseYml.LARGEST + 1);

    private static final String CHECK = """
            set -e
            target=$(readlink -f -- "$1")
            [ -O "$target" ] && [ -w "$(dirname -- "$target")" ] || exit 76
            [ "$(id -u)" != 0 ] || exit 0
            case " $(id -G) " in *" $(stat -c %g -- "$target") "*) ;; *) exit 76 ;; esac""";

    // the size is checked because a lost connection looks like the end of the input, the sum because somebody may deploy meanwhile
    private static final String WRITE = """
            set -e
            target=$(readlink -f -- "$1")
            fresh=$(mktemp -- "$target.understudy-XXXXXX")
            trap 'rm -f -- "$fresh"' EXIT
            cat > "$fresh"
            [ "$(stat -c %s -- "$fresh")" = "$2" ] || { echo 'the new content did not arrive whole' >&2; exit 75; }
            cp --attributes-only --preserve=all -- "$target" "$fresh"
            chown --reference="$target" -- "$fresh"
            touch -- "$fresh"
            sync -- "$fresh"
            [ "$(sha256sum < "$target")" = "$3  -" ] || exit 78
            mv -fT -- "$fresh" "$target"
            sync -- "$(dirname -- "$target")\"""";

    private static final String COPY = """
            set -e
            [ ! -e "$2" ] || exit 0
            trap 'rm -f -- "$2.part"' EXIT
            cp -L --remove-destination --preserve=all -- "$1" "$2.part"
            sync -- "$2.part"
            mv -T -- "$2.part" "$2"
            # they hold passwords: three are enough, and their names sort by time
            set -- "$1".understudy-????????-??????
            while [ $# -gt 3 ]; do rm -f -- "$1"; shift; done""";

    private static final String TOUCH = """
            set -e
            mkdir -p -- "$(dirname -- "$1")"
            touch -- "$1\"""";

    private ApplicationFiles() {
    }

    /** A regular file's bytes, or nothing where there is none that its owner may read. */
    static RemoteCommand<Optional<byte[]>> read(String path) {
        return script(READ, path).accepting(0, MISSING, UNSAFE).answering(checked(path, output -> output.exitStatus() == MISSING
                ? Optional.empty() : Optional.of(Base64.getDecoder().decode(output.stdout()))));
    }

    /** Whether a file can be replaced so that owner and group stay. */
    static RemoteCommand<Boolean> replaceable(String path) {
        return script(CHECK, path).accepting(0, NOT_ITS_OWN, UNSAFE).answering(checked(path, output -> output.exitStatus() == 0));
    }

    /**
     * Replaces a file's content in one moment: readers see the old or the new. Owner, group, mode and access list stay. Refuses with
     * DatabaseYmlChanged where the file isn't what it was when it was read.
     */
    static RemoteCommand<String> write(String path, byte[] read, byte[] content) {
        return script(WRITE, path, Integer.toString(content.length), sum(read)).withStdin(content)
                .accepting(0, CHANGED, UNSAFE).answering(checked(path, output -> {
                    if (output.exitStatus() == CHANGED) {
                        throw new Problem(Finding.blocker("DatabaseYmlChanged", null, path + " was changed by somebody else at the same time.",
                                "Try again when their deployment has ended; what they wrote stands."));
                    }
                    return output.stdout();
                }));
    }

    private static String sum(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Copies a file with its mode. A copy that is there already stays: it is the older one, made before a crash. The last three are kept. */
    static RemoteCommand<String> copy(String path, String copy) {
        return script(COPY, path, copy).accepting(0, UNSAFE).answering(checked(path, CommandOutput::stdout));
    }

    /** Tells Passenger to start the application in this directory anew. */
    static RemoteCommand<String> touchRestartFile(String root) {
        return script(TOUCH, root + "/tmp/restart.txt").accepting(0, UNSAFE).answering(checked(root, CommandOutput::stdout));
    }

    private static RemoteCommand<String> script(String text, String... arguments) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", AS_OWNER, "understudy", text));
        words.addAll(List.of(arguments));
        return RemoteCommand.of(words).asRootUser();
    }

    private static <R> Function<CommandOutput, R> checked(String path, Function<CommandOutput, R> reading) {
        return output -> {
            if (output.exitStatus() == UNSAFE) {
                throw new Problem(Finding.blocker("ApplicationPathUnsafe", null, "The panel doesn't touch " + path + ": "
                        + output.stderr().strip() + ".", "Let the application's user alone own its directory, root the directories above, "
                        + "and nobody else change them; or use a hook.").with(Map.of("path", path)));
            }
            return reading.apply(output);
        };
    }
}
