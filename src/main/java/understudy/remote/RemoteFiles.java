package understudy.remote;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Commands for files, all as root but {@link #authorise}. Paths may hold any character but NUL. */
public final class RemoteFiles {

    private static final int MISSING = 66;

    // a device or a pipe under a file's name, which some directories let anybody put there, would never end
    private static final String READ = """
            [ -f "$1" ] || exit 66
            base64 -w 0 -- "$1\"""";

    private static final String STAT = """
            [ -e "$1" ] || exit 66
            stat -L --printf '%s\\n%U\\n%G\\n%a\\n' -- "$1" && readlink -fn -- "$1\"""";

    // the size is checked because a lost connection looks like the end of the input
    private static final String WRITE = """
            set -e
            target=$(readlink -fn -- "$1" && printf x); target=${target%x}
            fresh=$(mktemp -- "$target.understudy-XXXXXX")
            trap 'rm -f -- "$fresh"' EXIT
            cat > "$fresh"
            [ "$(stat -c %s -- "$fresh")" = "$2" ] || { echo 'the new content did not arrive whole' >&2; exit 75; }
            if [ -e "$target" ]; then
              chown --reference="$target" -- "$fresh"
              chmod --reference="$target" -- "$fresh"
              chcon --reference="$target" -- "$fresh" 2>/dev/null || true
            else
              chmod "$3" -- "$fresh"
            fi
            sync -- "$fresh"
            mv -fT -- "$fresh" "$target"
            sync -- "$(dirname -- "$target")\"""";

    private static final String COPY = """
            set -e
            [ ! -e "$2" ] || exit 0
            trap 'rm -f -- "$2.part"' EXIT
            cp -L --remove-destination --preserve=all -- "$1" "$2.part"
            sync -- "$2.part"
            mv -T -- "$2.part" "$2\"""";

    private static final String AUTHORISE = """
            umask 077
            mkdir -p ~/.ssh && touch ~/.ssh/authorized_keys
            grep -qxF -- "$1" ~/.ssh/authorized_keys && exit 0
            [ -z "$(tail -c 1 ~/.ssh/authorized_keys)" ] || echo >> ~/.ssh/authorized_keys
            printf '%s\\n' "$1" >> ~/.ssh/authorized_keys""";

    private RemoteFiles() {
    }

    /** A regular file's bytes, or nothing where there is none. Option files may hold any encoding; ISO 8859-1 gives back what it took. */
    public static RemoteCommand<Optional<byte[]>> read(String path) {
        return script(READ, path).asRootUser().accepting(0, MISSING).answering(output -> output.exitStatus() == MISSING
                ? Optional.empty() : Optional.of(Base64.getDecoder().decode(output.stdout())));
    }

    /** What kind of file it is, or nothing where there is none. */
    public static RemoteCommand<Optional<RemoteFile>> stat(String path) {
        return script(STAT, path).asRootUser().accepting(0, MISSING).answering(output ->
                output.exitStatus() == MISSING ? Optional.empty() : Optional.of(file(output.stdout())));
    }

    /**
     * Replaces a file's content in one moment: readers see the old or the new. Links are followed to the real file, whose owner
     * and mode stay; a new file belongs to root.
     *
     * @param modeWhenNew such as {@code 644}, for a file that isn't there yet
     */
    public static RemoteCommand<String> write(String path, byte[] content, String modeWhenNew) {
        return script(WRITE, path, Integer.toString(content.length), modeWhenNew).asRootUser().withStdin(content);
    }

    /** Copies a file with owner and mode. A copy that is there already stays: it is the older one, made before a crash. */
    public static RemoteCommand<String> copy(String path, String copy) {
        return script(COPY, path, copy).asRootUser();
    }

    /** Removes a file; none is fine. */
    public static RemoteCommand<String> remove(String path) {
        return RemoteCommand.of("rm", "-f", "--", path).asRootUser();
    }

    /** Lets the holder of a key log in as the user who runs this; a key that is there already is not added again. */
    static RemoteCommand<String> authorise(String publicKey) {
        return script(AUTHORISE, publicKey);
    }

    private static RemoteCommand<String> script(String text, String... arguments) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", text, "understudy"));
        words.addAll(List.of(arguments));
        return RemoteCommand.of(words);
    }

    private static RemoteFile file(String printed) {
        String[] lines = printed.split("\n", 5);
        return new RemoteFile(lines[4], Long.parseLong(lines[0]), lines[1], lines[2], lines[3]);
    }
}
