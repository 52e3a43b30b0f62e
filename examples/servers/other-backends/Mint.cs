// #region mint
using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Threading.Tasks;

static class Cube
{
    static readonly HttpClient client =
        new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };

    class Answer
    {
        public string SessionId { get; set; } = "";
    }

    /// <summary>Take the user from your own sign-in, never from the request's body.</summary>
    public static async Task<string> MintSession(string userId, string city)
    {
        var url = Environment.GetEnvironmentVariable("CUBE_TENANT_URL") + "/api/v1/embed/generate-session";
        using (var request = new HttpRequestMessage(HttpMethod.Post, url))
        {
            request.Headers.Authorization =
                new AuthenticationHeaderValue("Api-Key", Environment.GetEnvironmentVariable("CUBE_API_KEY"));
            request.Content = JsonContent.Create(new
            {
                deploymentId = int.Parse(Environment.GetEnvironmentVariable("CUBE_DEPLOYMENT_ID") ?? ""),
                externalId = userId.Trim().ToLowerInvariant(),
                userAttributes = new[] { new { name = "city", value = city } },
            });
            using (var response = await client.SendAsync(request))
            {
                var status = (int)response.StatusCode;
                if (status != 200) throw new HttpRequestException($"Cube answered {status}");
                var answer = await response.Content.ReadFromJsonAsync<Answer>();
                if (string.IsNullOrEmpty(answer?.SessionId)) throw new HttpRequestException("Cube gave no session");
                return answer.SessionId;
            }
        }
    }
}
// #endregion

static class Mint
{
    static void Main()
    {
        Console.WriteLine(Cube.MintSession("ada", "Paris").GetAwaiter().GetResult());
    }
}
