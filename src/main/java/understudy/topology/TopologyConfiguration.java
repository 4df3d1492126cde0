package understudy.topology;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import understudy.store.JsonColumn;

/** What of the topology is stored as JSON. */
@Configuration(proxyBeanMethods = false)
class TopologyConfiguration {

    @Bean
    static JsonColumn factsColumn() {
        return new JsonColumn(HostFacts.class);
    }

    @Bean
    static JsonColumn policyColumn() {
        return new JsonColumn(Policy.class);
    }

    @Bean
    static JsonColumn databasesColumn() {
        return new JsonColumn(ClusterRow.Databases.class);
    }
}
