package understudy.whole;

import understudy.lab.LabHost;

/**
 * Everything that anybody on a host could have seen of its processes: argument lists and environments, looked at every few
 * milliseconds. Each text is kept once.
 */
final class ProcessList {

    private static final String SCRIPT = "/run/lab-process-list.pl";
    private static final String SEEN = "/run/lab-process-list.seen";

    private final LabHost host;

    private ProcessList(LabHost host) {
        this.host = host;
    }

    static ProcessList watch(LabHost host) {
        host.exec("cat > " + SCRIPT + " <<'PERL'\n" + """
                use strict; use IO::Handle; my %seen; open(my $out, '>', $ARGV[0]) or die; $out->autoflush(1);
                while (1) {
                  for my $file (glob('/proc/[0-9]*/cmdline /proc/[0-9]*/environ')) {
                    open(my $in, '<', $file) or next; local $/; my $text = <$in>; close($in);
                    next unless defined $text && length $text; $text =~ tr/\\0\\n/  /;
                    print $out "$text\\n" unless $seen{$text}++;
                  }
                  select(undef, undef, undef, 0.01);
                }
                """ + "PERL\nsetsid perl " + SCRIPT + " " + SEEN + " </dev/null >/dev/null 2>&1 &");
        return new ProcessList(host);
    }

    String seen() {
        return host.exec("cat " + SEEN);
    }
}
