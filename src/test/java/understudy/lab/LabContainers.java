package understudy.lab;

import com.github.dockerjava.api.model.Capability;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** Turns a {@link LabHostSpec} into a container that isn't started yet. */
final class LabContainers {

    private LabContainers() {
    }

    static GenericContainer<?> create(LabHostSpec spec, Network network, Integer... publishedPorts) {
        return new GenericContainer<>(DockerImageName.parse(spec.image().reference()))
            .withNetwork(network).withNetworkAliases(spec.name()).withEnv(spec.environment())
            .withTmpFs(spec.memoryDisks())
            .withExposedPorts(publishedPorts)
            .withLabel("understudy.lab.run", System.getenv().getOrDefault("UNDERSTUDY_LAB_RUN", "by-hand"))
            .withCreateContainerCmdModifier(command -> {
                command.withHostName(spec.name());
                command.getHostConfig().withCapAdd(capabilities(spec));
            })
            .waitingFor(new NoWait());
    }

    private static Capability[] capabilities(LabHostSpec spec) {
        // root may change the host's routes and addresses, as root of a machine may
        List<Capability> more = new ArrayList<>(List.of(Capability.NET_ADMIN));
        if (spec.rootSeesProcesses()) {
            more.add(Capability.SYS_PTRACE);
        }
        if (spec.image() == LabImage.MYSQL97_SYSTEMD) {
            more.add(Capability.SYS_ADMIN);
        }
        return more.toArray(Capability[]::new);
    }

    /** {@link LabHost#start()} looks for readiness itself: the library's own strategies look once a second. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {
        }
    }
}
