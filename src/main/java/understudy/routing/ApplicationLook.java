package understudy.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import understudy.finding.Problem;
import understudy.rails.DatabaseYml;
import understudy.rails.Pointing;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/**
 * Finds the application on a host: asks the web servers where they serve from and looks where Capistrano deploys to. Whatever it
 * finds is a guess that an admin can correct. Home directories are left out unless a web server serves from one: any user could pose
 * as the application there. Reads only; the passwords in the files are read over and never kept.
 */
final class ApplicationLook {

    /** Each finding as three words, ended by NUL each: what, whose root, value. */
    private static final String SCRIPT = """
            shopt -s nullglob
            say() { printf '%s\\0' "$@"; }
            web=(/etc/apache2/sites-enabled/* /etc/apache2/conf-enabled/* /etc/apache2/apache2.conf /etc/httpd/conf.d/*.conf \\
              /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*.conf)
            roots=()
            if [ ${#web[@]} -gt 0 ]; then
              while IFS= read -r root; do roots+=("$root"); done < <(
                sed -nE 's/^[[:space:]]*(DocumentRoot|PassengerAppRoot|root|passenger_app_root)[[:space:]]+"?([^";]+)"?;?[[:space:]]*$/\\2/pI' \\
                  "${web[@]}" 2>/dev/null | sed -E 's#/public/?$##')
            fi
            roots+=(/var/www/*/current /var/www/*/*/current /srv/*/current /srv/*/*/current /opt/*/current /var/www/* /srv/*)
            seen=:
            for root in "${roots[@]}"; do
              [ -f "$root/config/database.yml" ] || [ -f "$root/../shared/config/database.yml" ] || continue
              case "$seen" in *":$(readlink -f -- "$root"):"*) continue ;; esac
              seen="$seen$(readlink -f -- "$root"):"
              say root "$root" "$root"
              base=$root; [ "${root##*/}" != current ] || base=${root%/current}
              for yml in "$root/config/database.yml" "$root/../shared/config/database.yml"; do
                [ -f "$yml" ] || continue
                # a link that leads out of the application stays one: it would lend its owner the rights of what it leads to
                real=$(readlink -f -- "$yml")
                case "$real" in "$(readlink -f -- "$base")"/*) say yml "$root" "$real" ;; *) say yml "$root" "$yml" ;; esac
              done
              [ -f "$root/config.ru" ] && say rack "$root" yes
              units=(); sets=()
              for unit in /etc/systemd/system/*.service /lib/systemd/system/*.service; do
                grep -qxF -e "WorkingDirectory=$root" -e "WorkingDirectory=$(readlink -f -- "$root")" -- "$unit" 2>/dev/null || continue
                say unit "$root" "$(basename "$unit" .service)"
                units+=("$unit" "$unit".d/*.conf)
                while IFS= read -r file; do sets+=("$file"); done < <(sed -nE 's/^EnvironmentFile=-?//p' "$unit" "$unit".d/*.conf)
              done
              # what wins comes first: the environment that a server or a service hands on, then the files that the application reads itself
              sets+=("${web[@]}" "${units[@]}" /etc/apache2/envvars /etc/environment)
              for name in .env.production.local .env.local .env.production .env .rbenv-vars; do sets+=("$root/$name" "$base/shared/$name"); done
              names=$(for yml in "$root/config/database.yml" "$base/shared/config/database.yml"; do
                  # opening alone does something to what is no file
                  [ -f "$yml" ] && head -c 65536 -- "$yml"
                done 2>/dev/null | grep -E '^ *(host|port|url) *:' \\
                | grep -oE "ENV(\\.fetch)? *[[(] *['\\"][A-Za-z_][A-Za-z0-9_]*" | grep -oE '[A-Za-z0-9_]+$' | sort -u | paste -sd '|')
              set_by() { printf '%s' "^[[:space:]]*((export[[:space:]]+)?($1)=|([Ss]et[Ee]nv|PassengerEnvVar|passenger_env_var)[[:space:]]+($1)[[:space:]])"; }
              # DATABASE_URL wins over all others, also where it is set in a way that the panel then refuses
              for form in "$(set_by DATABASE_URL)" '^[^#]*\\bDATABASE_URL\\b' ${names:+"$(set_by "$names")"}; do
                for file in "${sets[@]}"; do
                  [ -f "$file" ] && grep -qE "$form" -- "$file" 2>/dev/null || continue
                  # another site's variables are another application's
                  case "$file" in */sites-enabled/*|*/conf.d/*) grep -qF -e "$base" -e "$(readlink -f -- "$root")" -- "$file" || continue ;; esac
                  real=$(readlink -f -- "$file")
                  # as it is named, wherever somebody else than root may make it a link: see above
                  case "$file" in "$base"/*) case "$real" in "$(readlink -f -- "$base")"/*) file=$real ;; esac ;; /etc/*) file=$real ;; esac
                  say variables "$root" "$file"
                done
              done
            done
            command -v passenger-config >/dev/null && say passenger '' yes
            true""";

    private ApplicationLook() {
    }

    /** @param what such as {@code yml} @param root whose @param value such as a path */
    record Sign(String what, String root, String value) {
    }

    /** The application, or nothing where there is none. */
    static Optional<Application> at(HostConnection host) {
        List<Application> all = applications(host.run(looking()));
        return all.stream().filter(application -> pointsSomewhere(application, host)).findFirst().or(() -> all.stream().findFirst());
    }

    static RemoteCommand<List<Sign>> looking() {
        return RemoteCommand.of("bash", "-c", SCRIPT).asRootUser().answering(out -> signs(out.stdout()));
    }

    static List<Sign> signs(String printed) {
        String[] words = printed.split("\0", -1);
        List<Sign> signs = new ArrayList<>();
        for (int i = 0; i + 2 < words.length; i += 3) {
            signs.add(new Sign(words[i], words[i + 1], words[i + 2]));
        }
        return signs;
    }

    /** One for each root, in the order in which they were found. Pure. */
    static List<Application> applications(List<Sign> signs) {
        boolean passenger = signs.stream().anyMatch(sign -> sign.what().equals("passenger"));
        return values(signs, "root", null).stream().map(root -> {
            Optional<String> unit = values(signs, "unit", root).stream().findFirst();
            Application.Restart restart = unit.isPresent() ? Application.Restart.SERVICE
                    : passenger ? Application.Restart.PASSENGER : Application.Restart.RESTART_FILE;
            return new Application(root, values(signs, "yml", root), Application.USUAL_GROUP, restart, unit.orElse(null),
                    values(signs, "variables", root).stream().findFirst().orElse(null));
        }).filter(ApplicationLook::possible).toList();
    }

    /** A name that nobody could type may be made by anybody who may make one there; it would forge lines wherever it is printed. */
    private static boolean possible(Application found) {
        try {
            found.checked();
            return true;
        } catch (Problem impossible) {
            return false;
        }
    }

    private static List<String> values(List<Sign> signs, String what, @Nullable String root) {
        return signs.stream().filter(sign -> sign.what().equals(what) && (root == null || sign.root().equals(root)))
                .map(Sign::value).distinct().toList();
    }

    private static boolean pointsSomewhere(Application application, HostConnection host) {
        String path = application.databaseYml().getFirst();
        try {
            return host.run(ApplicationFiles.read(path)).map(content -> DatabaseYml.of(path, content).pointing(application.group(), Set.of()))
                    .filter(pointing -> !(pointing instanceof Pointing.Unclear)).isPresent();
        } catch (Problem unreadable) {
            return false;
        }
    }
}
