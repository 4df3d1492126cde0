package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** A body without end must not fill the panel's memory, whoever sends it. */
class BodyLimitTests {

    private final BodyLimit limit = new BodyLimit(JsonMapper.shared());
    private final MockFilterChain behind = new MockFilterChain();

    @Test
    void refusesABodyThatAnnouncesItselfTooLarge() throws Exception {
        MockHttpServletResponse answer = send(BodyLimit.LARGEST + 1, true);

        assertThat(answer.getStatus()).isEqualTo(413);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString()).contains("\"code\":\"BodyTooLarge\"", "\"hint\"", "\"status\":413");
        assertThat(behind.getRequest()).isNull();
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() throws Exception {
        assertThat(send(BodyLimit.LARGEST + 1, false).getStatus()).isEqualTo(413);
        assertThat(behind.getRequest()).isNull();
    }

    @Test
    void letsThroughWhatFits() throws Exception {
        assertThat(send(BodyLimit.LARGEST, false).getStatus()).isEqualTo(200);

        assertThat(behind.getRequest()).isNotNull();
        assertThat(behind.getRequest().getInputStream().readAllBytes()).hasSize(BodyLimit.LARGEST);
    }

    private MockHttpServletResponse send(int size, boolean announced) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/clusters") {
            @Override
            public long getContentLengthLong() {
                return announced ? size : -1;
            }
        };
        request.setContent(new byte[size]);
        MockHttpServletResponse answer = new MockHttpServletResponse();
        limit.doFilter(request, answer, behind);
        return answer;
    }
}
