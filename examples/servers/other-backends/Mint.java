// #region mint
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

class Mint {
    private static final ObjectMapper JSON = new ObjectMapper();

    // Follows no redirects by default. HTTP/1.1: with HTTP/2, it would first ask a tenant on http: to upgrade.
    private static final HttpClient CUBE = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Take the user from your own sign-in, never from the request's body. */
    static String mintSession(String userId, String city) throws IOException, InterruptedException {
        var body = Map.of(
                "deploymentId", Integer.parseInt(System.getenv("CUBE_DEPLOYMENT_ID")),
                "externalId", userId.strip().toLowerCase(Locale.ROOT),
                "userAttributes", List.of(Map.of("name", "city", "value", city)));
        var url = URI.create(System.getenv("CUBE_TENANT_URL") + "/api/v1/embed/generate-session");
        var request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Api-Key " + System.getenv("CUBE_API_KEY"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        var response = CUBE.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IOException("Cube answered " + response.statusCode());
        return JSON.readTree(response.body()).required("sessionId").textValue();
    }

    public static void main(String[] args) throws Exception {
        System.out.println(mintSession("ada", "Paris"));
    }
}
// #endregion
