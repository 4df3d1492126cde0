package understudy.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BootLookTests {

    /** As a 9.7 server writes it after SET PERSIST. */
    private static String kept(String readOnly, String superReadOnly) {
        return """
                {"Version": 2, "mysql_dynamic_variables": {"read_only": {"Value": "%s", "Metadata": {"Timestamp": 1795431571802405, \
                "User": "root", "Host": "localhost"}}, "super_read_only": {"Value": "%s", "Metadata": {"Timestamp": 1795431571802405, \
                "User": "root", "Host": "localhost"}}, "max_connections": {"Value": "200", "Metadata": {}}}}"""
                .formatted(readOnly, superReadOnly);
    }

    @Test
    void findsWhatTheServerKeepsOpenAgainstItsFiles() {
        assertThat(BootLook.keptOpen(kept("OFF", "OFF"))).containsExactly("read_only", "super_read_only");
        assertThat(BootLook.keptOpen(kept("ON", "OFF"))).containsExactly("super_read_only");
        assertThat(BootLook.keptOpen(kept("ON", "ON"))).isEmpty();
        assertThat(BootLook.keptOpen("")).isEmpty();
    }
}
