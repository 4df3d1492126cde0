package understudy.topology;

/** The declared hosts or clusters are others than before. Published as a Spring application event within the change's transaction. */
public record TopologyChanged() {
}
