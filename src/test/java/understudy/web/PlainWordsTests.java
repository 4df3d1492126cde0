package understudy.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainWordsTests {

    @Test
    void saysCodesAsWords() {
        assertThat(PlainWords.of("SETUP_REPLICA 7a SUCCEEDED")).isEqualTo("set up a replica 7a succeeded");
        assertThat(PlainWords.of("UNCONFIGURED")).isEqualTo("to be set up");
    }

    @Test
    void leavesWhatServersCallThings() {
        assertThat(PlainWords.of("read_only = ON, binlog_format = ROW, MYSOURCE")).isEqualTo("read_only = ON, binlog_format = ROW, MYSOURCE");
    }
}
