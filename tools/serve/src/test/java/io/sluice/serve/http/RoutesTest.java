package io.sluice.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.engine.Engine;
import io.sluice.serve.Apis;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of routes, and that the description says the same. */
@Tag("A-7")
class RoutesTest {
    private static final Path YAML = Path.of("src/main/resources/io/sluice/serve/http/openapi.yaml");
    private static final Set<String> NO_OPERATIONS = Set.of("parameters");

    @TempDir
    private static Path directory;

    private static List<Route> all;
    private static JsonNode described;

    @BeforeAll
    static void open() throws IOException {
        described = new ObjectMapper().readTree(OpenApi.read());
        try (Engine engine = Apis.engine(directory);
                Apis api = Apis.over(directory, null)) {
            assertThat(engine.beacon().lastSequence()).isPositive();
            all = api.routes();
        }
    }

    private static Map<String, Route> byKey() {
        final Map<String, Route> routes = new TreeMap<>();
        all.forEach(route -> routes.put(route.path() + " " + route.method().toLowerCase(), route));
        return routes;
    }

    private static Map<String, JsonNode> operations() {
        final Map<String, JsonNode> operations = new TreeMap<>();
        described.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(each -> !NO_OPERATIONS.contains(each.getKey()))
                .forEach(each -> operations.put(path.getKey() + " " + each.getKey(), each.getValue())));
        return operations;
    }

    @Test
    @Tag("A-3")
    void shouldShowEachRouteWithItsRoles() throws IOException {
        final StringBuilder text = new StringBuilder("# Routes\n\n");
        text.append("public: asked without a token; health, ready and metrics on this host alone. once: needs an\n");
        text.append("Idempotency-Key and has one answer.\n\n");
        text.append("| method | path | roles | once |\n| --- | --- | --- | --- |\n");
        all.stream()
                .sorted(Comparator.comparing((Route route) -> route.path())
                        .thenComparing((Route route) -> route.method()))
                .forEach(route -> text.append("| ")
                        .append(route.method())
                        .append(" | ")
                        .append(route.path())
                        .append(" | ")
                        .append(String.join(", ", roles(route)))
                        .append(" | ")
                        .append(route.isOnce() ? "yes" : "")
                        .append(" |\n"));
        Golden.check("http-routes.md", text.toString());
    }

    private static List<String> roles(final Route route) {
        final List<String> roles = new ArrayList<>();
        if (route.isPublic()) {
            roles.add("public");
        }
        for (final TokenRole role : TokenRole.values()) {
            if (route.roles().contains(role) && (!route.isPublic() || Probes.PATHS.contains(route.path()))) {
                roles.add(role.spelling());
            }
        }
        return roles;
    }

    @Test
    void shouldDescribeEachRouteAndNothingElse() {
        assertThat(operations().keySet()).isEqualTo(byKey().keySet());
    }

    @Test
    void shouldDescribeRolesQueriesKeysAndBodiesAsTheyAre() {
        final Map<String, Route> routes = byKey();
        operations().forEach((key, operation) -> {
            final Route route = routes.get(key);
            assertThat(texts(operation.path("x-roles"))).as(key).containsExactlyInAnyOrderElementsOf(roles(route));
            final Set<String> query = new TreeSet<>();
            boolean isOnce = false;
            for (final JsonNode parameter : operation.path("parameters")) {
                if (parameter.path("in").asText().equals("query")) {
                    query.add(parameter.path("name").asText());
                }
                isOnce |= parameter.path("$ref").asText().endsWith("/IdempotencyKey");
            }
            assertThat(query).as(key).isEqualTo(route.query());
            assertThat(isOnce).as(key).isEqualTo(route.isOnce());
            assertThat(operation.has("requestBody")).as(key).isEqualTo(route.body() == Route.Body.JSON);
        });
    }

    @Test
    void shouldTakeTheKeysThatAreDescribed() {
        final CommandTable table = new CommandTable(new Answers(null, null, null, path -> null), null, null);
        for (final Row row : table.rows()) {
            final String schema = described
                    .path("paths")
                    .path(row.path)
                    .path(row.method.toLowerCase())
                    .at("/requestBody/content/application~1json/schema/$ref")
                    .asText();
            if (schema.isEmpty()) {
                assertThat(row.keys).as(row.path).isEmpty();
                continue;
            }
            final Set<String> taken = new TreeSet<>(row.keys.keySet());
            taken.addAll(row.identity);
            if (row.type.equals("ApprovalDecision")) {
                taken.add("channel");
            }
            final Set<String> said = new TreeSet<>();
            described.at(schema.substring(1)).path("properties").fieldNames().forEachRemaining(said::add);
            assertThat(said).as(row.method + " " + row.path).isEqualTo(taken);
        }
    }

    @Test
    void shouldSayTheSameToPeopleAndToPrograms() throws IOException {
        Golden.check(YAML, YamlText.of(described));
    }

    @Test
    void shouldReferToWhatIsThere() {
        final Set<String> missing = new LinkedHashSet<>();
        described.findValues("$ref").stream()
                .map(JsonNode::asText)
                .filter(reference -> described.at(reference.substring(1)).isMissingNode())
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }

    private static Set<String> texts(final JsonNode list) {
        final Set<String> texts = new LinkedHashSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    @Test
    void shouldFindWhatIsNamedBeforeWhatIsAVariable() {
        final Routes routes = new Routes(all);
        assertThat(routes.find("GET", "/api/hitl/pending").route().path()).isEqualTo("/api/hitl/pending");
        assertThat(routes.find("GET", "/api/hitl/17").variables()).containsEntry("trade_id", "17");
        assertThat(routes.find("POST", "/api/positions/BTC%2FUSD/close").variables())
                .containsEntry("symbol", "BTC/USD");
        assertThat(routes.find("HEAD", "/api/hitl/17").route().method()).isEqualTo("GET");
    }

    @Test
    void shouldSayWhatIsAllowedWhereTheMethodIsNot() {
        final Routes routes = new Routes(all);
        assertThatThrownBy(() -> routes.find("PUT", "/api/admin/trading/config"))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(405);
                    assertThat(problem.headers()).containsEntry("Allow", "GET, PATCH");
                });
        final List<String> tricks = List.of(
                "/api//hitl/pending",
                "/api/../api/hitl/pending",
                "/api/%2e%2e/secret",
                "/api/hitl;x=1/pending",
                "/api/hitl\\pending",
                "/api/hitl/%00",
                "/api/positions/..%2F..%2Fx/close",
                "/api/hitl/%",
                "/api/hitl/%c0%ae");
        for (final String trick : tricks) {
            assertThatThrownBy(() -> routes.find("GET", trick))
                    .as(trick)
                    .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status())
                            .isIn(400, 404));
        }
    }
}
