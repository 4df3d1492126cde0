package understudy.lab;

import com.github.dockerjava.api.model.Capability;
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
                command.getHostConfig().withCapAdd(capabilities(spec.image()));
            })
            .waitingFor(new NoWait());
    }

    private static Capability[] capabilities(LabImage image) {
        return switch (image) {
            case MYSQL97_SYSTEMD -> new Capability[] {Capability.SYS_ADMIN};
            // an address that moves from host to host
            case MYSQL97_RAILS -> new Capability[] {Capability.NET_ADMIN};
            default -> new Capability[0];
        };
    }

    /** {@link LabHost#start()} looks for readiness itself: the library's own strategies look once a second. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {
        }
    }
}
